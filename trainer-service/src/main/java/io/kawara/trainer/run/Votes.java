package io.kawara.trainer.run;

import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxModel;
import io.kawara.trainer.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What one model says of each row, best label first; nothing where the services would say that it is absent.
 *
 * @param rankings in the order of the rows
 * @param thresholds of a multi-label task: from which score a label counts, where it is not 0.5
 */
public record Votes(String model, Stage stage, List<List<ScoredLabel>> rankings, Map<String, Double> thresholds) {
    public Votes {
        rankings = rankings.stream().map(List::copyOf).toList();
        thresholds = Map.copyOf(thresholds);
    }

    /** Votes of a model whose labels count from 0.5. */
    public Votes(String model, Stage stage, List<List<ScoredLabel>> rankings) {
        this(model, stage, rankings, Map.of());
    }

    /** What is said of these rows, by their places. */
    Votes rows(List<Integer> places) {
        return new Votes(model, stage, places.stream().map(rankings::get).toList(), thresholds);
    }

    /** What a model file says of these rows. */
    public static Votes of(OnnxModel model, DataSet data) throws IOException {
        return of(model.card(), Logits.of(model, data), data);
    }

    /** What logits of these rows, one line each, come to by the card's activation and temperature. */
    static Votes of(ModelCard card, float[][] logits, DataSet data) {
        var rankings = new ArrayList<List<ScoredLabel>>();
        for (int row = 0; row < logits.length; row++) {
            boolean absent = card.text() != null
                    && card.text().encode(data.rows().get(row).words()).length == 0;
            rankings.add(absent ? List.of() : ranking(card, logits[row]));
        }
        return new Votes(card.name(), stage(card), rankings, card.thresholds());
    }

    /** The stage that runs a model. */
    public static Stage stage(ModelCard card) {
        return card.image() != null ? Stage.IMAGE : Stage.TEXT;
    }

    private static List<ScoredLabel> ranking(ModelCard card, float[] logits) {
        double[] scores = card.activation().scores(logits, card.temperature());
        var ranking = new ArrayList<ScoredLabel>();
        for (int label = 0; label < scores.length; label++) {
            ranking.add(new ScoredLabel(card.labels().get(label), scores[label]));
        }
        ranking.sort(Comparator.comparingDouble(ScoredLabel::score).reversed());
        return ranking;
    }
}
