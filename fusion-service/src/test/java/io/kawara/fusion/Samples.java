package io.kawara.fusion;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.TextRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pipelines and what stages say in them. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** For pipelines that have no model of fusion's own. */
    static final PageVerdict NO_MODELS = new PageVerdict(model -> Optional.empty());

    /** Picture and title, no reading. */
    static final Pipeline PRODUCTS = pipeline(
            "products",
            null,
            Task.SINGLE_LABEL,
            new Member("picture", Stage.IMAGE, 1),
            new Member("title", Stage.TEXT, 3));

    /** Picture and what is read in it. */
    static final Pipeline RECEIPTS = pipeline(
            "receipts",
            new Pipeline.Ocr(List.of("eng"), null),
            Task.SINGLE_LABEL,
            new Member("paper", Stage.IMAGE, 1),
            new Member("words", Stage.TEXT, 1));

    static final Pipeline READING = pipeline("reading", new Pipeline.Ocr(List.of("eng"), null), Task.SINGLE_LABEL);

    static final Pipeline TAGS = new Pipeline(
            "tags",
            null,
            null,
            Task.MULTI_LABEL,
            Combination.MEAN,
            List.of(new Member("tagger", Stage.IMAGE, 1)),
            Map.of("rare", 0.2));

    static Pipeline pipeline(String name, Pipeline.Ocr ocr, Task task, Member... members) {
        return new Pipeline(name, null, ocr, task, Combination.MEAN, List.of(members), null);
    }

    static PipelineLookup lookup(Pipeline... pipelines) {
        Map<String, Pipeline> byName = new TreeMap<>();
        for (Pipeline pipeline : pipelines) {
            byName.put(pipeline.name(), pipeline);
        }
        return lookup(byName);
    }

    static PipelineLookup lookup(Map<String, Pipeline> pipelines) {
        return new PipelineLookup() {
            @Override
            public Optional<Pipeline> find(String name) {
                return Optional.ofNullable(pipelines.get(name));
            }

            @Override
            public Collection<String> names() {
                return pipelines.keySet();
            }
        };
    }

    static Submission at(long offset) {
        return new Submission(0, offset);
    }

    static Prediction picture(long offset, Object... labelsAndScores) {
        return ranked(offset, Stage.IMAGE, "picture", 1, labelsAndScores);
    }

    static Prediction title(long offset, Object... labelsAndScores) {
        return ranked(offset, Stage.TEXT, "title", 1, labelsAndScores);
    }

    static Prediction ranked(long offset, Stage stage, String model, int version, Object... labelsAndScores) {
        return Prediction.ranked(at(offset), "any", stage, model, version, scores(labelsAndScores), 12.5);
    }

    static Prediction absent(long offset, Stage stage, String model, String reason) {
        return Prediction.absent(at(offset), "any", stage, model, reason);
    }

    static Prediction failed(long offset, Stage stage, String model, String reason) {
        return Prediction.failed(at(offset), "any", stage, model, 1, reason);
    }

    static TextRead text(long offset, String... lines) {
        return new TextRead(
                at(offset),
                "any",
                Outcome.OK,
                null,
                null,
                List.of(lines).stream()
                        .map(line -> new TextLine(line, 0.9, 1, 2, 3, 4))
                        .toList(),
                30.0);
    }

    static TextRead unread(long offset, Outcome outcome, String reason) {
        return new TextRead(at(offset), "any", outcome, reason, null, null, null);
    }

    static List<ScoredLabel> scores(Object... labelsAndScores) {
        List<ScoredLabel> scores = new ArrayList<>();
        for (int i = 0; i < labelsAndScores.length; i += 2) {
            scores.add(new ScoredLabel((String) labelsAndScores[i], (double) labelsAndScores[i + 1]));
        }
        return scores;
    }

    private Samples() {}
}
