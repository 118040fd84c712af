package io.kawara.trainer.training;

import java.util.List;

/**
 * Where in a training a step is.
 *
 * @param step counted from 0, of so many {@code steps}
 * @param stepsPerEpoch of which {@code steps} is usually a multiple
 * @param scores of the epochs that ended so far, in their order
 */
public record Moment(int step, int steps, int stepsPerEpoch, List<Double> scores) {
    public Moment {
        if (step < 0 || steps < 1 || stepsPerEpoch < 1) {
            throw new IllegalArgumentException(
                    "step %d of %d, %d an epoch, is not within a training".formatted(step, steps, stepsPerEpoch));
        }
        scores = List.copyOf(scores);
    }

    /** Within a training whose scores nobody asks about. */
    public Moment(int step, int steps, int stepsPerEpoch) {
        this(step, steps, stepsPerEpoch, List.of());
    }

    /** The epoch that the step is in, counted from 0. */
    public int epoch() {
        return step / stepsPerEpoch;
    }

    /** How many epochs the training has. */
    public double epochs() {
        return (double) steps / stepsPerEpoch;
    }

    /** The same moment if epochs were steps. */
    Moment byEpoch() {
        return new Moment(epoch(), Math.max(1, steps / stepsPerEpoch), 1, scores);
    }

    /** The same moment if the training began so many steps later; its beginning, if that is to come. */
    Moment without(int first) {
        return new Moment(Math.max(0, step - first), Math.max(1, steps - first), stepsPerEpoch, scores);
    }

    /** The beginning of an epoch that the step is in or after. */
    Moment atBeginningOf(int epoch) {
        var known = scores.subList(0, Math.min(epoch, scores.size()));
        return new Moment(epoch * stepsPerEpoch, steps, stepsPerEpoch, known);
    }
}
