package io.kawara.trainer.jobs;

import io.kawara.contracts.Cancellation;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import io.kawara.contracts.TrainingPlan;
import io.kawara.contracts.TrainingRequest;
import io.kawara.trainer.run.FileTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes what somebody wants trained, fixes what it learns from, and puts it on {@code trainings}.
 *
 * <p>Snapshot and request are written in one transaction and sent afterwards; what a killed process left unsent is sent by {@link #sendRest}. Thread-safe.
 */
public final class TrainingDesk {
    private final Jdbi jdbi;
    private final Snapshots snapshots;
    private final TrainingQueue queue;
    private final Function<String, Optional<Pipeline>> pipelines;
    private final Path root;
    private final Path runs;

    /**
     * A desk.
     *
     * @param pipelines those on the registry, by name
     * @param root the repository, below which files are named
     * @param runs where runs are kept
     */
    public TrainingDesk(
            Jdbi jdbi,
            Snapshots snapshots,
            TrainingQueue queue,
            Function<String, Optional<Pipeline>> pipelines,
            Path root,
            Path runs) {
        this.jdbi = jdbi;
        this.snapshots = snapshots;
        this.queue = queue;
        this.pipelines = pipelines;
        this.root = root;
        this.runs = runs;
    }

    /** Asks for a training and answers its id. What cannot be trained is an {@link IllegalArgumentException} that says why. */
    public synchronized String ask(TrainingAsk ask) throws IOException, InterruptedException {
        var pipeline = pipelines
                .apply(ask.pipeline())
                .orElseThrow(() -> new IllegalArgumentException("There is no pipeline " + ask.pipeline() + "."));
        if (pipeline.task() == Task.PAGES) {
            throw new IllegalArgumentException("Pipeline " + pipeline.name()
                    + " reads pages: its models are trained one by one from folders, which ./kawara export writes.");
        }
        Path file = file(pipeline, ask.file());
        var training = new FileTraining(file, ask.settings());
        var parts = ask.spread() ? training.parts() : List.<String>of();
        var made = snapshots.make(pipeline);
        var run = RunFolder.next(runs, training.name());
        var request = new TrainingRequest(
                UUID.randomUUID().toString(),
                file.toString(),
                ask.settings(),
                made.folder().path().toAbsolutePath().normalize().toString(),
                run.path().toAbsolutePath().normalize().toString(),
                false,
                ask.publish(),
                Instant.now(),
                pipeline.name(),
                made.hash(),
                ask.by(),
                ask.why(),
                null,
                null,
                null);
        var plan = parts.isEmpty() ? null : plan(request, parts);
        jdbi.useTransaction(handle -> {
            snapshots.write(handle, made.hash(), made.manifest());
            AskedTrainings.write(handle, request, plan);
        });
        sendRest();
        return request.id();
    }

    /** Every part can be trained at once; the whole, which finds them done and is judged, comes after all. */
    private static TrainingPlan plan(TrainingRequest whole, List<String> parts) {
        var jobs = new ArrayList<TrainingRequest>();
        parts.forEach(part -> jobs.add(whole.in(whole.id(), part, List.of())));
        jobs.add(whole.in(
                whole.id(), null, jobs.stream().map(TrainingRequest::id).toList()));
        return new TrainingPlan(whole.id(), whole.requestedAt(), jobs);
    }

    private Path file(Pipeline pipeline, String named) {
        String rule = pipeline.learning().trainings() == null
                ? "deploy/pipelines/" + pipeline.name() + ".yaml"
                : pipeline.learning().trainings().file();
        Path file = root.resolve(named == null ? rule : named).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + " to train " + pipeline.name()
                    + " by: name one, or set 'loop.trainings.file' of the pipeline.");
        }
        return file;
    }

    /** Puts on the topic what is not there yet. Twice the same request is one: it bears the same id. */
    public synchronized void sendRest() throws InterruptedException {
        for (var unsent : jdbi.withHandle(AskedTrainings::unsent)) {
            if (unsent.plan() != null) {
                queue.add(unsent.plan());
            } else {
                queue.add(unsent.request());
            }
            jdbi.useHandle(handle -> AskedTrainings.sent(handle, unsent.id()));
        }
    }

    /** Writes into the tables again what the topic has and they do not: a catalogue that was built anew asks for nothing twice. */
    public synchronized void restore(Collection<SubmittedTraining> trainings) throws IOException {
        Set<String> known = jdbi.withHandle(AskedTrainings::ids);
        for (var training : trainings) {
            var request = training.request();
            boolean asked = request.pipeline() != null && request.snapshot() != null && request.part() == null;
            if (asked && known.add(request.id())) {
                var manifest = snapshots.manifest(request.snapshot());
                jdbi.useTransaction(handle -> {
                    snapshots.write(handle, request.snapshot(), manifest);
                    AskedTrainings.write(handle, request, null);
                    AskedTrainings.sent(handle, request.id());
                });
            }
        }
    }

    /** Removes the folders of snapshots that no training needs any more; what is asked for anew is made anew. */
    public synchronized void tidy(Collection<SubmittedTraining> trainings) throws IOException {
        var ended = new HashSet<String>();
        trainings.stream()
                .filter(SubmittedTraining::hasEnded)
                .forEach(training -> ended.add(training.request().id()));
        for (var folder : snapshots.folders()) {
            if (ended.containsAll(jdbi.withHandle(handle -> AskedTrainings.of(handle, folder.hash())))) {
                folder.delete();
            }
        }
    }

    /** Takes a training or a plan back. */
    public void cancel(String id, String by) throws InterruptedException {
        queue.cancel(new Cancellation(id, by == null || by.isBlank() ? "somebody" : by, Instant.now()));
    }
}
