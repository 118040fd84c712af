package io.kawara.trainer.jobs;

import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingRequest;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A training that was asked for.
 *
 * @param last what was said of it last, with the figures that were said before; null as long as it waits
 */
public record SubmittedTraining(TrainingRequest request, TrainingProgress last) {
    /** What to call where it is: {@code waiting}, or what its worker said. */
    String state() {
        return last == null ? "waiting" : last.state().name().toLowerCase(Locale.ROOT);
    }

    boolean isRunning() {
        return last != null && last.state() == TrainingProgress.State.RUNNING;
    }

    boolean hasEnded() {
        return last != null && !isRunning();
    }

    /** The file's name and the run's: {@code photos.yaml 3}, {@code photos-search.yaml trial-12}. */
    String name() {
        return Path.of(request.file()).getFileName() + " "
                + Path.of(request.run()).getFileName();
    }

    /** The same after something more was said; who ends it or begins anew gives no figures, and between epochs there is no metric. */
    SubmittedTraining after(TrainingProgress next) {
        return new SubmittedTraining(
                request,
                last == null
                        ? next
                        : new TrainingProgress(
                                next.id(),
                                next.worker(),
                                next.state(),
                                or(next.epoch(), last.epoch()),
                                or(next.epochs(), last.epochs()),
                                or(next.step(), last.step()),
                                or(next.steps(), last.steps()),
                                or(next.loss(), last.loss()),
                                next.metrics().isEmpty() ? last.metrics() : next.metrics(),
                                or(next.examplesPerSecond(), last.examplesPerSecond()),
                                next.secondsLeft(),
                                next.reason(),
                                next.at()));
    }

    private static <T> T or(T value, T other) {
        return value == null ? other : value;
    }
}
