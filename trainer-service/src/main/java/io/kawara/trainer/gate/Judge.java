package io.kawara.trainer.gate;

import io.kawara.contracts.GateDecision;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Grounds;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryWriter;
import io.kawara.trainer.data.SnapshotRows;
import io.kawara.trainer.jobs.RunJob;
import io.kawara.trainer.publish.Publisher;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Publishes what a training made, lets the gate decide about it, and does what was decided: it serves, waits as challenger, or is refused.
 *
 * <p>Each step leaves a note in the run's folder first, so that whoever goes on after a kill takes the same versions and the same decision.
 */
public final class Judge implements RunJob.Judging {
    private static final String DECISION = "decision.json";
    private static final String PROMOTED = "promoted";
    private static final String CHALLENGES = "challenges";
    private static final String REFUSED = "refused";

    private final RegistryWriter registry;
    private final BlobStore blobs;
    private final Telling telling;
    private final Console console;

    /** Somebody who keeps what was decided. */
    public interface Telling {
        void tell(GateDecision decision) throws InterruptedException;
    }

    public Judge(RegistryWriter registry, BlobStore blobs, Telling telling, Console console) {
        this.registry = registry;
        this.blobs = blobs;
        this.telling = telling;
        this.console = console;
    }

    @Override
    public void judge(TrainingRequest request, RunFolder run) throws IOException, InterruptedException {
        var versions = new ArrayList<ModelVersion>();
        for (Path model : run.models()) {
            versions.add(published(run, model));
        }
        Path noted = run.path().resolve(DECISION);
        var before = registry.read();
        var candidate = candidate(request, run, before);
        if (!Files.exists(noted)) {
            run.write(noted, Json.write(decide(request, run, candidate, versions, before)));
        }
        var decision = read(noted, GateDecision.class);
        act(decision, candidate, versions, rules(candidate, before));
        telling.tell(decision);
        say(decision);
    }

    /** The version under which a model is on the registry: that of the note, or the next. */
    private ModelVersion published(RunFolder run, Path model) throws IOException {
        Path noted = model.resolveSibling(model.getFileName() + ".version.json");
        var publisher = new Publisher(registry, blobs);
        if (!Files.exists(noted)) {
            run.write(noted, Json.write(publisher.prepare(model)));
        }
        var version = read(noted, ModelVersion.class);
        try {
            registry.publish(version);
            return version;
        } catch (IllegalArgumentException e) { // another training took that number meanwhile
            Files.delete(noted);
            return published(run, model);
        }
    }

    /** The run's pipeline, or the serving one where only some of its members were trained; it goes on learning as the registry says. */
    private static Pipeline candidate(TrainingRequest request, RunFolder run, Registry registry) throws IOException {
        var serving = registry.pipeline(request.pipeline());
        if (!Files.exists(run.pipeline())) {
            return serving.orElseThrow(() -> new IllegalArgumentException("There is no pipeline " + request.pipeline()
                    + " in which the models of " + run.path() + " could serve."));
        }
        var trained = read(run.pipeline(), Pipeline.class);
        if (!trained.name().equals(request.pipeline())) {
            throw new IllegalArgumentException(
                    request.file() + " describes pipeline " + trained.name() + ", not " + request.pipeline());
        }
        return serving.map(Pipeline::loop).map(trained::with).orElse(trained);
    }

    private static LoopRules.Gate rules(Pipeline candidate, Registry registry) {
        return registry.pipeline(candidate.name()).orElse(candidate).learning().gate();
    }

    private GateDecision decide(
            TrainingRequest request, RunFolder run, Pipeline candidate, List<ModelVersion> versions, Registry before)
            throws IOException, InterruptedException {
        if (candidate.task() == Task.PAGES) {
            throw new IllegalArgumentException("pipeline " + candidate.name()
                    + " reads pages: its models are trained and compared by ./kawara pages");
        }
        var rules = rules(candidate, before);
        var gate = new Gate(rules);
        var golden = SnapshotRows.golden(candidate, Path.of(request.data()));
        var verdict = gate.tooFew(golden.size());
        if (verdict == null) {
            try (var contest = Contest.of(candidate, run, before, blobs)) {
                verdict = contest.decide(gate, golden);
            }
        }
        String outcome = !verdict.passed()
                ? REFUSED
                : rules.promote() == LoopRules.Gate.Promotion.BY_RULE ? PROMOTED : CHALLENGES;
        return new GateDecision(
                request.id(),
                candidate.name(),
                request.snapshot(),
                Instant.now(),
                names(versions.stream()),
                names(before.pipeline(candidate.name()).stream()
                        .flatMap(pipeline -> Contest.serving(pipeline, before).stream())),
                golden.size(),
                verdict.passed(),
                outcome,
                verdict.reason(),
                verdict.checks());
    }

    private static List<String> names(Stream<ModelVersion> versions) {
        return versions.map(version -> version.name() + "@" + version.version()).toList();
    }

    private void act(GateDecision decision, Pipeline candidate, List<ModelVersion> versions, LoopRules.Gate rules) {
        var grounds =
                new Grounds("training " + decision.training() + ": " + decision.reason(), null, decision.checks());
        if (decision.outcome().equals(PROMOTED)) {
            versions.forEach(version -> registry.promoteOn(version.name(), version.version(), grounds));
            registry.put(candidate);
            return;
        }
        for (var version : versions) {
            if (decision.outcome().equals(REFUSED)) {
                registry.refuse(version.name(), version.version(), grounds);
            } else {
                registry.challenge(version.name(), version.version(), rules.shadow(), grounds);
            }
        }
    }

    private void say(GateDecision decision) {
        console.line("");
        console.line(
                "The gate says %s on %d golden images: %s. %s %s.",
                decision.passed() ? "yes" : "no",
                decision.golden(),
                decision.reason(),
                String.join(", ", decision.candidate()),
                switch (decision.outcome()) {
                    case PROMOTED -> "serves";
                    case CHALLENGES -> "waits as challenger";
                    default -> "does not serve";
                });
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file), type);
        } catch (InvalidMessage e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
