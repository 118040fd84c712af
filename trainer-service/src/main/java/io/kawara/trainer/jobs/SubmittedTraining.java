package io.kawara.trainer.jobs;

import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingRequest;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A training that was asked for.
 *
 * @param last what was said of it last, with the figures that were said before; null as long as it waits
 * @param cancelledBy who took it back; null where nobody did
 */
public record SubmittedTraining(TrainingRequest request, TrainingProgress last, String cancelledBy) {
    /** What to call where it is: {@code waiting}, what its worker said, or {@code cancelled} before anybody began. */
    public String state() {
        if (last == null) {
            return cancelledBy == null ? "waiting" : "cancelled";
        }
        return last.state().name().toLowerCase(Locale.ROOT);
    }

    /** Why it failed, or who took it back; null otherwise. */
    public String reason() {
        return last == null && cancelledBy != null
                ? "cancelled by " + cancelledBy
                : last == null ? null : last.reason();
    }

    SubmittedTraining cancelled(String by) {
        return new SubmittedTraining(request, last, by);
    }

    boolean isRunning() {
        return last != null && last.state() == TrainingProgress.State.RUNNING;
    }

    public boolean hasEnded() {
        return last == null ? cancelledBy != null : !isRunning();
    }

    boolean isDone() {
        return last != null && last.state() == TrainingProgress.State.DONE;
    }

    /** The file's name and the run's: {@code photos.yaml 3}, {@code photos-search.yaml trial-12}. */
    String name() {
        return Path.of(request.file()).getFileName() + " "
                + Path.of(request.run()).getFileName();
    }

    /** The part of a plan that it is, or its name. */
    String part() {
        return request.part() == null ? name() : request.part();
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
                                next.at()),
                cancelledBy);
    }

    private static <T> T or(T value, T other) {
        return value == null ? other : value;
    }
}
