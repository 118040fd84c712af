package io.kawara.trainer.training;

import java.time.Duration;
import java.util.Optional;

/** Hears how a training is getting on. */
public interface Progress {
    /** A step was made. */
    void step(Step step);

    /** An epoch ended and, where it was evaluated, how good the model is now. */
    void epoch(int epoch, int epochs, double meanLoss, Optional<Evaluation> evaluation);

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
