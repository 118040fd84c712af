package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/** What happened to a model, by whom, why and on which figures: a record of {@code model-events}, which is never compacted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelEvent(
        Kind kind, String model, int version, Instant at, String by, String reason, Map<String, Double> metrics) {
    /** What can happen to a model. */
    public enum Kind {
        @JsonProperty("published")
        PUBLISHED,
        @JsonProperty("promoted")
        PROMOTED,
        @JsonProperty("rolled-back")
        ROLLED_BACK,
        @JsonProperty("refused")
        REFUSED
    }

    public ModelEvent {
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    }
}
