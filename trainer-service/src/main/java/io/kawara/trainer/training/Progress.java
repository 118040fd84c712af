package io.kawara.trainer.training;

import java.io.PrintStream;
import java.time.Duration;

/** Hears how a training is getting on. */
public interface Progress {
    /** A step was made. */
    void step(Step step);

    /** An epoch of so many ended, and so good is the model now. */
    void epoch(int epoch, int epochs, double meanLoss, Evaluation evaluation);

    /** Writes a line an epoch and, if this is a terminal, one that moves with the steps. */
    static Progress console(PrintStream out, boolean terminal) {
        return new ConsoleProgress(out, terminal);
    }

    /** Where a training is after a step, counted from 1. */
    record Step(
            int epoch,
            int epochs,
            int step,
            int steps,
            double loss,
            double learningRate,
            double examplesPerSecond,
            Duration left) {}
}
