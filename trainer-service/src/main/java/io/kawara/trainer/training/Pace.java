package io.kawara.trainer.training;

import java.time.Duration;

/** How fast a training goes, and so how long it will take. */
final class Pace {
    private final TrainingSettings settings;
    private final int first;
    private final int steps;
    private final int stepsPerEpoch;
    private final long start = System.nanoTime();

    /** From the step at which the training begins or goes on. */
    Pace(TrainingSettings settings, int first, Batches batches) {
        this.settings = settings;
        this.first = first;
        steps = batches.steps();
        stepsPerEpoch = batches.stepsPerEpoch();
    }

    /** After so many steps. */
    Progress.Step at(int step, double loss, double rate) {
        var seconds = (System.nanoTime() - start) / 1e9;
        var perSecond = (step - first) / Math.max(seconds, 1e-9);
        return new Progress.Step(
                (step - 1) / stepsPerEpoch + 1,
                settings.epochs(),
                (step - 1) % stepsPerEpoch + 1,
                stepsPerEpoch,
                loss,
                rate,
                perSecond * settings.batchSize(),
                Duration.ofMillis(Math.round((steps - step) / perSecond * 1000)));
    }
}
