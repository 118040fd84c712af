package io.kawara.trainer.labels;

import io.kawara.contracts.EditDistance;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Registry;
import io.kawara.trainer.catalogue.Refusal;
import java.util.Comparator;
import java.util.Map;

/** The pipeline that a request names. */
public final class NamedPipeline {
    /**
     * The pipeline of that name.
     *
     * @throws Refusal if none is named, or there is none of that name
     */
    public static Pipeline of(Registry registry, String name) {
        if (name == null || name.isBlank()) {
            throw Refusal.badRequest("'pipeline' says which pipeline is meant");
        }
        return registry.pipeline(name).orElseThrow(() -> {
            var known = registry.pipelines().stream().map(Pipeline::name).toList();
            String nearest = known.stream()
                    .min(Comparator.comparingInt(other -> EditDistance.between(name, other)))
                    .map(other -> ": did you mean '" + other + "'?")
                    .orElse(": none is registered yet");
            return new Refusal(
                    Refusal.Kind.NOT_FOUND, "No pipeline is called '" + name + "'" + nearest, Map.of("known", known));
        });
    }

    private NamedPipeline() {}
}
