package io.kawara.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kawara.trainer.graph.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** How far a training is, how well it went so far, and which epoch's weights are the ones to keep. */
final class Course {
    static final String STEP = "step";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Graph graph;
    private final TrainingSettings settings;
    private final Path folder;
    private final String identity;
    private int step;
    private double lossOfEpoch;
    private int stepsOfEpoch;
    private int keptEpoch;
    private Optional<Evaluation> kept = Optional.empty();
    private double bestScore = Double.NEGATIVE_INFINITY;
    private final List<Double> scores = new ArrayList<>();

    Course(Graph graph, TrainingSettings settings, int examples, Path folder) {
        this.graph = graph;
        this.settings = settings;
        this.folder = folder;
        identity = identity(graph, settings, examples);
    }

    int step() {
        return step;
    }

    /** How good each epoch was that ended. */
    List<Double> scores() {
        return scores;
    }

    double meanLoss() {
        return lossOfEpoch / stepsOfEpoch;
    }

    void stepped(double loss) {
        step++;
        lossOfEpoch += loss;
        stepsOfEpoch++;
    }

    private Path best() {
        return folder.resolve("best.onnx");
    }

    /** An epoch ended; if it was the best so far, or its weights are the ones to keep, they are written down. */
    void epoch(int epoch, Evaluation evaluation, Learner learner) throws IOException {
        lossOfEpoch = 0;
        stepsOfEpoch = 0;
        scores.add(evaluation.score());
        boolean better = kept.isEmpty() || evaluation.score() > bestScore;
        if (better || !settings.keepBest()) {
            kept = Optional.of(evaluation);
            keptEpoch = epoch;
        }
        if (better) {
            bestScore = evaluation.score();
            checkpoint(learner).write(Checkpoint.best(folder));
            if (settings.keepBest()) {
                graph.withWeights(learner.weights()).write(best());
            }
        }
    }

    Checkpoint checkpoint(Learner learner) throws IOException {
        var notes = new LinkedHashMap<String, String>();
        notes.put("identity", identity);
        notes.put(STEP, Integer.toString(step));
        notes.put("lossOfEpoch", Double.toString(lossOfEpoch));
        notes.put("stepsOfEpoch", Integer.toString(stepsOfEpoch));
        notes.put("keptEpoch", Integer.toString(keptEpoch));
        notes.put("bestScore", Double.toString(bestScore));
        notes.put("scores", JSON.writeValueAsString(scores));
        if (kept.isPresent()) {
            notes.put("kept", JSON.writeValueAsString(kept.get()));
        }
        return new Checkpoint(notes, learner.state());
    }

    void resume(Checkpoint checkpoint) {
        var notes = checkpoint.notes();
        if (!identity.equals(notes.get("identity"))) {
            throw new IllegalArgumentException(
                    "the checkpoint in %s is of another graph, other settings or another".formatted(folder)
                            + " number of examples: train anew, or resume with what it was begun with");
        }
        step = Integer.parseInt(notes.get(STEP));
        lossOfEpoch = Double.parseDouble(notes.get("lossOfEpoch"));
        stepsOfEpoch = Integer.parseInt(notes.get("stepsOfEpoch"));
        keptEpoch = Integer.parseInt(notes.get("keptEpoch"));
        bestScore = Double.parseDouble(notes.get("bestScore"));
        try {
            scores.addAll(List.of(JSON.readValue(notes.get("scores"), Double[].class)));
            if (notes.containsKey("kept")) {
                kept = Optional.of(JSON.readValue(notes.get("kept"), Evaluation.class));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the checkpoint's evaluations cannot be read: " + e.getMessage(), e);
        }
    }

    Trained trained(boolean finished, Learner learner) throws IOException {
        if (settings.keepBest() && kept.isPresent()) {
            return new Trained(Graph.read(best()), finished, keptEpoch, kept);
        }
        return new Trained(graph.withWeights(learner.weights()), finished, keptEpoch, kept);
    }

    /** Changes with all that changes the outcome. */
    private static String identity(Graph graph, TrainingSettings settings, int examples) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(graph.bytes());
            digest.update(settings.with(settings.execution().withWorkers(1))
                    .toString()
                    .getBytes(UTF_8));
            digest.update(Integer.toString(examples).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
