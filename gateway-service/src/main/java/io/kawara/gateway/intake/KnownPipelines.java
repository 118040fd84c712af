package io.kawara.gateway.intake;

import io.kawara.contracts.EditDistance;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Registry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Finds the pipeline that a caller names. */
public final class KnownPipelines {
    /** The pipeline of that name; where there is none, a {@link Refusal} that names the nearest. */
    public static Pipeline require(Registry registry, String name) {
        return registry.pipeline(name).orElseThrow(() -> unknown(registry, name));
    }

    private static Refusal unknown(Registry registry, String name) {
        List<String> known = registry.pipelines().stream().map(Pipeline::name).toList();
        String nearest = known.stream()
                .min(Comparator.comparingInt(other -> EditDistance.between(name, other)))
                .filter(other -> EditDistance.between(name, other) <= Math.max(2, name.length() / 3))
                .map(other -> ": did you mean '" + other + "'?")
                .orElse(known.isEmpty() ? ": none is registered yet" : ": there are " + String.join(", ", known));
        return Refusal.of(
                Refusal.Kind.UNKNOWN_PIPELINE,
                "No pipeline is called '" + name + "'" + nearest,
                Map.of("known", known));
    }

    private KnownPipelines() {}
}
