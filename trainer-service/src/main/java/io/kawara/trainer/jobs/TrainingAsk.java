package io.kawara.trainer.jobs;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Somebody wants a pipeline trained from what the catalogue holds.
 *
 * @param file the pipeline's file or the recipe of one of its members, below the repository; that of the pipeline's {@code loop.trainings}, else {@code
 *     deploy/pipelines/PIPELINE.yaml}, where it is null
 * @param settings that go before the recipes'
 * @param publish whether the gate decides about what comes out; else it stays in the run's folder
 * @param by who wants it
 * @param why what it began by; null where somebody simply wants it
 * @param spread whether folds and members are jobs of their own, for as many workers as there are
 */
public record TrainingAsk(
        String pipeline, String file, List<String> settings, Boolean publish, String by, String why, boolean spread) {
    public TrainingAsk {
        requireNonNull(pipeline, "pipeline");
        settings = settings == null ? List.of() : List.copyOf(settings);
        publish = publish == null || publish;
        by = by == null || by.isBlank() ? "somebody" : by;
    }
}
