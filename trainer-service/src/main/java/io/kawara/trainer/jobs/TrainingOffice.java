package io.kawara.trainer.jobs;

import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.trainer.snapshot.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What the catalogue does about trainings by itself, every few seconds: sends what is not sent, begins what is due, keeps which models learnt from what, and
 * removes the folders of snapshots that no training needs any more. What goes wrong is tried again.
 */
public final class TrainingOffice implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TrainingOffice.class);

    private final TrainingDesk desk;
    private final TrainingTriggers triggers;
    private final TrainingFollower trainings;
    private final Snapshots snapshots;
    private final Supplier<Collection<Pipeline>> pipelines;
    private final Supplier<Collection<ModelVersion>> models;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "training-office"));

    public TrainingOffice(
            TrainingDesk desk,
            TrainingTriggers triggers,
            TrainingFollower trainings,
            Snapshots snapshots,
            Supplier<Collection<Pipeline>> pipelines,
            Supplier<Collection<ModelVersion>> models) {
        this.desk = desk;
        this.triggers = triggers;
        this.trainings = trainings;
        this.snapshots = snapshots;
        this.pipelines = pipelines;
        this.models = models;
    }

    public void start(Duration every) {
        var unused = clock.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!trainings.isWhole()) {
            return;
        }
        try {
            desk.restore(trainings.all());
            desk.sendRest();
            triggers.look(pipelines.get());
            snapshots.learnt(models.get());
            desk.tidy(trainings.all());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Trainings cannot be looked after now; trying again. cause=%s", e.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
