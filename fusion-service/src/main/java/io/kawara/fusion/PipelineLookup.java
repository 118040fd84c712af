package io.kawara.fusion;

import io.kawara.contracts.Pipeline;
import java.util.Collection;
import java.util.Optional;

/** The pipelines as they are defined at the moment. */
interface PipelineLookup {
    Optional<Pipeline> find(String name);

    Collection<String> names();

    /** Whether a challenger of that model answers in shadow. */
    default boolean isShadowed(String model) {
        return false;
    }
}
