package io.kawara.messaging;

import io.kawara.contracts.GateCheck;
import java.util.List;
import java.util.Map;

/**
 * On what grounds something is done to a model: kept with the event.
 *
 * @param reason why, in words; may be null
 * @param metrics what was measured; those that the version was published with where it is empty
 * @param checks what the gate compared
 */
public record Grounds(String reason, Map<String, Double> metrics, List<GateCheck> checks) {
    public Grounds {
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** A reason without figures. */
    public static Grounds of(String reason) {
        return new Grounds(reason, null, null);
    }
}
