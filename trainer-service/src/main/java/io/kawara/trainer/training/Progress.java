package io.kawara.trainer.training;

import java.io.PrintStream;
import java.time.Duration;

/** Hears how a training is getting on. */
public interface Progress {
    /** A step was made. */
    void step(Step step);

    /** An epoch ended. */
    void epoch(Epoch epoch);

    /** Several that hear the same, in this order. */
    static Progress all(Progress... listeners) {
        return new Progress() {
            @Override
            public void step(Step step) {
                for (var listener : listeners) {
                    listener.step(step);
                }
            }

            @Override
            public void epoch(Epoch epoch) {
                for (var listener : listeners) {
                    listener.epoch(epoch);
                }
            }
        };
    }

    /** Writes a line an epoch and, if this is a terminal, one that moves with the steps. */
    static Progress console(PrintStream out, boolean terminal) {
        return new ConsoleProgress(out, terminal);
    }

    /**
     * Where a training is after a step.
     *
     * @param epoch counted from 1, of {@code epochs}
     * @param step within the epoch, counted from 1, of {@code steps}
     * @param loss the batch's mean, before the step
     * @param learningRate of this step
     * @param examplesPerSecond since the training began or went on, evaluations left out
     * @param waited the share of that time in which the steps had to wait for data, in [0,1]
     * @param left until the training ends, if it goes on like this
     */
    record Step(
            int epoch,
            int epochs,
            int step,
            int steps,
            double loss,
            double learningRate,
            double examplesPerSecond,
            double waited,
            Duration left) {}

    /**
     * What an epoch came to.
     *
     * @param epoch counted from 1, of {@code epochs}
     * @param meanLoss over the epoch's steps
     * @param learningRate of the last step
     * @param examplesPerSecond and {@code waited}: as in {@link Step}, of this epoch (since the training went on, if that was within it)
     * @param evaluation of the weights after it
     */
    record Epoch(
            int epoch,
            int epochs,
            double meanLoss,
            double learningRate,
            double examplesPerSecond,
            double waited,
            Evaluation evaluation) {}
}
