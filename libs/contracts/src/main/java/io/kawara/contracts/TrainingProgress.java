package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * How a training gets on: a record of {@code trainings} of the type {@link #TYPE}, under the training's id.
 *
 * <p>{@code epoch} and {@code step} count from 1, the step within the epoch. {@code secondsLeft}: of the part that is trained now; a training of
 * folds has several. {@code reason}: why it failed, or who cancelled it.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingProgress(
        String id,
        String worker,
        State state,
        Integer epoch,
        Integer epochs,
        Integer step,
        Integer steps,
        Double loss,
        Map<String, Double> metrics,
        Double examplesPerSecond,
        Double secondsLeft,
        String reason,
        Instant at) {
    public static final String TYPE = "io.kawara.training.progressed";

    /** Where a training is. */
    public enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("failed")
        FAILED,
        /** Somebody took it back, by a {@link Cancellation}. */
        @JsonProperty("cancelled")
        CANCELLED
    }

    public TrainingProgress {
        requireNonNull(id, "id");
        requireNonNull(worker, "worker");
        requireNonNull(state, "state");
        if (state == State.FAILED && reason == null) {
            throw new IllegalArgumentException("training " + id + " failed without a reason");
        }
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    }

    /** It begins, or a worker goes on with it. */
    public static TrainingProgress running(String id, String worker, Instant at) {
        return ended(id, worker, State.RUNNING, null, at);
    }

    /** It ended; {@code reason} where it failed. */
    public static TrainingProgress ended(String id, String worker, State state, String reason, Instant at) {
        return new TrainingProgress(id, worker, state, null, null, null, null, null, null, null, null, reason, at);
    }
}
