package io.kawara.trainer.jobs;

import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingProgress.State;
import io.kawara.trainer.training.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Tells the topic how a training gets on: every epoch, and the steps every two seconds. */
final class Reports implements Progress {
    private static final long PAUSE = 2_000_000_000;

    private final String id;
    private final String worker;
    private final Consumer<TrainingProgress> send;
    private final BooleanSupplier lost;
    private final Recall recall;
    private Step last;
    private long told = System.nanoTime() - PAUSE;

    /** Another worker has this training by now. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        Lost(String id) {
            super("training " + id + " was given to another worker");
        }
    }

    /** Somebody took this training back. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1;

        Cancelled(String by) {
            super("cancelled by " + by);
        }
    }

    /** Somebody who would take a training back. */
    interface Recall {
        /** By whom it was taken back. */
        Optional<String> by();
    }

    /** @param lost whether the training is another worker's by now: then what comes next ends it */
    Reports(String id, String worker, Consumer<TrainingProgress> send, BooleanSupplier lost, Recall recall) {
        this.recall = recall;
        this.id = id;
        this.worker = worker;
        this.send = send;
        this.lost = lost;
    }

    @Override
    public void step(Step step) {
        endIfTaken();
        last = step;
        long now = System.nanoTime();
        if (now - told >= PAUSE) {
            told = now;
            tell(step.loss(), Map.of());
        }
    }

    @Override
    public void epoch(Epoch epoch) {
        endIfTaken();
        tell(epoch.meanLoss(), epoch.evaluation().metrics());
    }

    private void endIfTaken() {
        if (lost.getAsBoolean()) {
            throw new Lost(id);
        }
        recall.by().ifPresent(by -> {
            throw new Cancelled(by);
        });
    }

    private void tell(double loss, Map<String, Double> metrics) {
        send.accept(new TrainingProgress(
                id,
                worker,
                State.RUNNING,
                last.epoch(),
                last.epochs(),
                last.step(),
                last.steps(),
                loss,
                metrics,
                last.examplesPerSecond(),
                last.left().toMillis() / 1e3,
                null,
                Instant.now()));
    }
}
