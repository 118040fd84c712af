package io.kawara.trainer.predict;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoreFusion;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.serving.Activation;
import io.kawara.serving.ImageInput;
import io.kawara.serving.ModelException;
import io.kawara.serving.OnnxModel;
import io.kawara.trainer.augment.Pictures;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Votes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A pipeline and its members' files, asked in this process: what the services and fusion would answer.
 *
 * <p>{@link #prepare} may be called by many threads, {@link #answer} by one.
 */
public final class Ensemble implements AutoCloseable {
    private final Pipeline pipeline;
    private final Map<String, OnnxModel> models;

    /** @param models by name, every member's; they are closed with this */
    public Ensemble(Pipeline pipeline, Map<String, OnnxModel> models) {
        this.pipeline = pipeline;
        this.models = new LinkedHashMap<>(models);
    }

    /** A pipeline of one model, with its card's thresholds. */
    public static Ensemble of(OnnxModel model) {
        var card = model.card();
        var pipeline = new Pipeline(
                card.name(),
                null,
                null,
                card.activation() == Activation.SIGMOID ? Task.MULTI_LABEL : Task.SINGLE_LABEL,
                null,
                List.of(new Member(card.name(), Votes.stage(card), 1)),
                card.thresholds());
        return new Ensemble(pipeline, Map.of(card.name(), model));
    }

    /** A row as its models take it, or why they cannot. */
    record Prepared(Row row, Map<List<ImageInput>, byte[]> pictures, Map<String, long[]> tokens, String problem) {}

    public Pipeline pipeline() {
        return pipeline;
    }

    /** The same models, combined otherwise. */
    public Ensemble with(Pipeline other) {
        return new Ensemble(other, models);
    }

    public List<OnnxModel> models() {
        return List.copyOf(models.values());
    }

    /** Every label that a member knows, in the order of their outputs. */
    public List<String> labels() {
        var labels = new LinkedHashSet<String>();
        models.values().forEach(model -> labels.addAll(model.card().labels()));
        return List.copyOf(labels);
    }

    /** Whether a member looks at pictures. */
    public boolean seesPictures() {
        return !pipeline.members(Stage.IMAGE).isEmpty();
    }

    /** Whether a member reads words. */
    public boolean readsWords() {
        return !pipeline.members(Stage.TEXT).isEmpty();
    }

    Prepared prepare(Row row) {
        var pictures = new HashMap<List<ImageInput>, byte[]>();
        var tokens = new HashMap<String, long[]>();
        try {
            for (var model : models.values()) {
                var card = model.card();
                if (card.text() != null) {
                    tokens.put(card.name(), card.text().encode(row.words()));
                } else if (row.image() != null) {
                    var sizes = card.views().pictures();
                    if (!pictures.containsKey(sizes)) {
                        pictures.put(sizes, Pictures.prepared(row.image(), sizes));
                    }
                }
            }
            return new Prepared(row, pictures, tokens, null);
        } catch (IOException | RuntimeException e) {
            return new Prepared(row, Map.of(), Map.of(), String.valueOf(e.getMessage()));
        }
    }

    /** One answer for each row, in their order. */
    List<BulkAnswer> answer(List<Prepared> rows) {
        List<Map<String, List<ScoredLabel>>> votes = new ArrayList<>();
        rows.forEach(row -> votes.add(new LinkedHashMap<>()));
        var problems = new String[rows.size()];
        for (var model : models.values()) {
            vote(model, rows, votes, problems);
        }
        var answers = new ArrayList<BulkAnswer>();
        for (int i = 0; i < rows.size(); i++) {
            answers.add(answer(rows.get(i), votes.get(i), problems[i]));
        }
        return answers;
    }

    private void vote(
            OnnxModel model, List<Prepared> rows, List<Map<String, List<ScoredLabel>>> votes, String[] problems) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).problem() == null && has(model, rows.get(i))) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return;
        }
        try {
            var scores = scores(model, places.stream().map(rows::get).toList());
            for (int i = 0; i < scores.length; i++) {
                votes.get(places.get(i)).put(model.card().name(), model.ranked(scores[i]));
            }
        } catch (ModelException e) {
            places.forEach(place -> problems[place] = e.getMessage());
        }
    }

    private static boolean has(OnnxModel model, Prepared row) {
        var card = model.card();
        return card.text() == null
                ? row.pictures().containsKey(card.views().pictures())
                : row.tokens().get(card.name()).length > 0;
    }

    private static double[][] scores(OnnxModel model, List<Prepared> rows) {
        var card = model.card();
        return card.text() == null
                ? model.imageScores(rows.stream()
                        .map(row -> row.pictures().get(card.views().pictures()))
                        .toList())
                : model.textScores(
                        rows.stream().map(row -> row.tokens().get(card.name())).toList());
    }

    private BulkAnswer answer(Prepared row, Map<String, List<ScoredLabel>> votes, String problem) {
        String id = row.row().id();
        if (row.problem() != null || problem != null) {
            return BulkAnswer.failed(id, row.problem() != null ? row.problem() : problem);
        }
        var fused = ScoreFusion.fuse(pipeline, votes);
        if (fused.isEmpty()) {
            return BulkAnswer.failed(id, "no model could answer: it has neither a picture nor words for them");
        }
        return new BulkAnswer(
                id,
                fused,
                pipeline.task() == Task.MULTI_LABEL
                        ? ScoreFusion.labels(pipeline, fused)
                        : List.of(fused.get(0).label()),
                null);
    }

    @Override
    public void close() {
        models.values().forEach(OnnxModel::close);
    }
}
