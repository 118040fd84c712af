package io.kawara.serving;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.ModelVersion;
import io.kawara.messaging.Registry;
import java.util.Optional;

/** Which of a model's versions a process runs. */
public enum Standing {
    /** The one that serves. */
    CHAMPION {
        @Override
        Optional<ModelVersion> version(Registry registry, String model) {
            return registry.serving(model);
        }
    },
    /** The challenger, where it is to answer the live stream in shadow. */
    SHADOW {
        @Override
        Optional<ModelVersion> version(Registry registry, String model) {
            return registry.challenger(model).filter(Challenger::shadow).flatMap(c -> registry.challenging(model));
        }
    };

    abstract Optional<ModelVersion> version(Registry registry, String model);
}
