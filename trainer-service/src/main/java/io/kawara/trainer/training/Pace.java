package io.kawara.trainer.training;

import java.time.Duration;

/** How fast a training goes, how long it will take, and what share of its time it spends waiting for data. */
final class Pace {
    private final TrainingSettings settings;
    private final Batches batches;
    private final Stretch all = new Stretch();
    private Stretch epoch = new Stretch();
    private long waited;

    /** Steps made, the nanoseconds they took, and how many of these passed before their data was there. */
    private static final class Stretch {
        int steps;
        long nanos;
        long waited;

        void add(long took, long waiting) {
            steps++;
            nanos += took;
            waited += waiting;
        }

        double stepsPerSecond() {
            return steps / Math.max(nanos / 1e9, 1e-9);
        }

        double share() {
            return (double) waited / Math.max(nanos, 1);
        }
    }

    Pace(TrainingSettings settings, Batches batches) {
        this.settings = settings;
        this.batches = batches;
    }

    /** A step took so long, the wait for its data included. */
    void stepped(long nanos) {
        var waiting = batches.waited() - waited;
        waited += waiting;
        all.add(nanos, waiting);
        epoch.add(nanos, waiting);
    }

    /** After so many steps. */
    Progress.Step at(int step, double loss, double rate) {
        var perEpoch = batches.stepsPerEpoch();
        return new Progress.Step(
                (step - 1) / perEpoch + 1,
                settings.epochs(),
                (step - 1) % perEpoch + 1,
                perEpoch,
                loss,
                rate,
                all.stepsPerSecond() * batches.examplesPerStep(),
                all.share(),
                Duration.ofMillis(Math.round((batches.steps() - step) / all.stepsPerSecond() * 1000)));
    }

    /** At the end of this epoch, after which the next one's time is taken anew. */
    Progress.Epoch ended(int number, double meanLoss, double rate, Evaluation evaluation) {
        var ended = epoch;
        epoch = new Stretch();
        return new Progress.Epoch(
                number,
                settings.epochs(),
                meanLoss,
                rate,
                ended.stepsPerSecond() * batches.examplesPerStep(),
                ended.share(),
                evaluation);
    }
}
