package io.kawara.trainer.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.TrainingProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A training as the page shows it: what was asked for, and how far it is. What is not known is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingView(
        String id,
        String pipeline,
        String name,
        String file,
        String run,
        String state,
        String by,
        String why,
        String worker,
        Integer epoch,
        Integer epochs,
        Integer step,
        Integer steps,
        Double loss,
        Map<String, Double> metrics,
        Double examplesPerSecond,
        Double secondsLeft,
        String reason,
        Instant requestedAt,
        Instant at,
        String snapshot,
        String plan,
        String part) {
    private static final TrainingProgress NOTHING = new TrainingProgress(
            "", "", TrainingProgress.State.RUNNING, null, null, null, null, null, null, null, null, null, null);

    public static TrainingView of(SubmittedTraining training) {
        var request = training.request();
        var last = training.last() == null ? NOTHING : training.last();
        return new TrainingView(
                request.id(),
                request.pipeline(),
                training.name(),
                Path.of(request.file()).getFileName().toString(),
                request.run(),
                training.state(),
                request.by(),
                request.why(),
                training.last() == null ? null : last.worker(),
                last.epoch(),
                last.epochs(),
                last.step(),
                last.steps(),
                last.loss(),
                last.metrics(),
                last.examplesPerSecond(),
                training.isRunning() ? last.secondsLeft() : null,
                training.reason(),
                request.requestedAt(),
                last.at(),
                request.snapshot(),
                request.plan(),
                request.part());
    }
}
