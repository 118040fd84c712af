package io.kawara.trainer.search;

import java.util.List;
import java.util.Map;

/**
 * One setting that was tried.
 *
 * @param number from 1
 * @param score higher is better; not a number where it failed
 * @param epochs the scores after each epoch
 * @param reason why it failed, else empty
 */
public record Trial(
        int number,
        State state,
        Map<String, String> settings,
        double score,
        List<Double> epochs,
        double seconds,
        String reason) {
    /** How a trial can end. */
    public enum State {
        /** It was trained to its end. */
        FINISHED,
        /** It was stopped, being worse than others at that time. */
        PRUNED,
        /** It could not be trained, e.g. its loss grew beyond all numbers. */
        FAILED
    }

    public Trial {
        settings = Map.copyOf(settings);
        epochs = List.copyOf(epochs);
    }
}
