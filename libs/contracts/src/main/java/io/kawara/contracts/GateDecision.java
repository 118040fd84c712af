package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * Whether a candidate may take the champion's place in a pipeline, and on which figures: a record of the topic trainings of the type {@link #TYPE}, under
 * the training's id.
 *
 * @param training the training that made the candidate
 * @param snapshot the manifest whose golden images it was measured on
 * @param candidate the new models, each {@code NAME@VERSION}
 * @param champion those that served then; empty where there were none
 * @param golden images that were measured on
 * @param outcome what became of it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GateDecision(
        String training,
        String pipeline,
        String snapshot,
        Instant at,
        List<String> candidate,
        List<String> champion,
        int golden,
        @JsonInclude(JsonInclude.Include.ALWAYS) boolean passed,
        String outcome,
        String reason,
        List<GateCheck> checks) {
    public static final String TYPE = "io.kawara.gate.decided";

    public GateDecision {
        requireNonNull(training, "training");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(at, "at");
        requireNonNull(reason, "reason");
        candidate = candidate == null ? List.of() : List.copyOf(candidate);
        champion = champion == null ? List.of() : List.copyOf(champion);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }
}
