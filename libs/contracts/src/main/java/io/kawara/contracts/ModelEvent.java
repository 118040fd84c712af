package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened to a model, by whom, why and on which figures: a record of {@code model-events}, which is never compacted.
 *
 * @param version 0 where a record was refused that names none
 * @param metrics what was measured of this version
 * @param checks what the gate held against the champion, where it decided
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelEvent(
        Kind kind,
        String model,
        int version,
        Instant at,
        String by,
        String reason,
        Map<String, Double> metrics,
        List<GateCheck> checks) {
    /** What can happen to a model. */
    public enum Kind {
        @JsonProperty("published")
        PUBLISHED,
        @JsonProperty("challenged")
        CHALLENGED,
        /** It challenges no longer, and did not win. */
        @JsonProperty("dismissed")
        DISMISSED,
        @JsonProperty("promoted")
        PROMOTED,
        @JsonProperty("rolled-back")
        ROLLED_BACK,
        /** The gate said no, or a record of the registry was not to be trusted. */
        @JsonProperty("refused")
        REFUSED
    }

    public ModelEvent {
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }
}
