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
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Votes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        var votes = votes(rows);
        var answers = new ArrayList<BulkAnswer>();
        for (int i = 0; i < rows.size(); i++) {
            answers.add(answer(rows.get(i), votes.get(i)));
        }
        return answers;
    }

    /**
     * What each member says of each row, for {@link io.kawara.trainer.run.FusionSearch}.
     *
     * @param decoders pictures decoded at the same time
     */
    public List<Votes> votes(DataSet data, int decoders) throws Exception {
        Map<String, List<List<ScoredLabel>>> rankings = new LinkedHashMap<>();
        pipeline.members().forEach(member -> rankings.put(member.model(), new ArrayList<>()));
        new BulkAnswers(this, decoders)
                .prepare(
                        data.rows(),
                        0,
                        rows -> votes(rows).forEach(cast -> {
                            if (cast.problem() != null) {
                                throw new IllegalArgumentException(cast.problem());
                            }
                            rankings.forEach((model, ranking) ->
                                    ranking.add(cast.scores().getOrDefault(model, List.of())));
                        }));
        return pipeline.members().stream()
                .map(member -> new Votes(
                        member.model(),
                        member.stage(),
                        rankings.get(member.model()),
                        models.get(member.model()).card().thresholds()))
                .toList();
    }

    /** What the members say of one row, by model, or why one of them failed on it. */
    private record Cast(Map<String, List<ScoredLabel>> scores, String problem) {}

    private List<Cast> votes(List<Prepared> rows) {
        List<Map<String, List<ScoredLabel>>> votes = new ArrayList<>();
        rows.forEach(row -> votes.add(new LinkedHashMap<>()));
        var problems = new String[rows.size()];
        for (int i = 0; i < problems.length; i++) {
            problems[i] = rows.get(i).problem();
        }
        models.values().forEach(model -> vote(model, rows, votes, problems));
        return IntStream.range(0, problems.length)
                .mapToObj(i -> new Cast(votes.get(i), problems[i]))
                .toList();
    }

    private static void vote(
            OnnxModel model, List<Prepared> rows, List<Map<String, List<ScoredLabel>>> votes, String[] problems) {
        var places = IntStream.range(0, problems.length)
                .filter(i -> problems[i] == null && has(model, rows.get(i)))
                .toArray();
        if (places.length == 0) {
            return;
        }
        try {
            var scores = scores(model, Arrays.stream(places).mapToObj(rows::get).toList());
            for (int i = 0; i < scores.length; i++) {
                votes.get(places[i]).put(model.card().name(), model.ranked(scores[i]));
            }
        } catch (ModelException e) {
            for (int place : places) {
                problems[place] = e.getMessage();
            }
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

    private BulkAnswer answer(Prepared row, Cast cast) {
        String id = row.row().id();
        if (cast.problem() != null) {
            return BulkAnswer.failed(id, cast.problem());
        }
        var fused = ScoreFusion.fuse(pipeline, cast.scores());
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
