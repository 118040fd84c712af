package io.kawara.trainer.run;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoreFusion;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How right rankings are. A row without an answer counts as wrong.
 *
 * @param accuracy share of rows whose best label is theirs; of a multi-label task the share of cells, rows times labels, that are right
 * @param logLoss mean of -log of the score of the row's label; of a multi-label task the mean over cells of -log of the score of what is true
 * @param absent rows without an answer
 * @param cells further measures of a multi-label task, else null
 */
public record Measurement(String name, int rows, double accuracy, double logLoss, int absent, Cells cells) {
    private static final double FLOOR = 1e-12;
    private static final double THRESHOLD = 0.5;

    /**
     * What only a multi-label task has.
     *
     * @param exactMatch share of rows of which every label is right
     * @param microF1 F1 over all cells
     * @param macroF1 mean of the labels' F1
     */
    public record Cells(double exactMatch, double microF1, double macroF1) {}

    /** Rankings by themselves; of a multi-label task a label counts from a score of 0.5. */
    public static Measurement of(String name, List<List<ScoredLabel>> rankings, DataSet data) {
        return of(name, rankings, data, Map.of());
    }

    /**
     * Rankings held against what is true.
     *
     * @param thresholds of a multi-label task: from which score a label counts, where it is not 0.5
     */
    public static Measurement of(
            String name, List<List<ScoredLabel>> rankings, DataSet data, Map<String, Double> thresholds) {
        return of(
                name,
                rankings,
                data,
                ranking -> ranking.stream()
                        .filter(scored -> scored.score() >= thresholds.getOrDefault(scored.label(), THRESHOLD))
                        .map(ScoredLabel::label)
                        .toList());
    }

    private static Measurement of(
            String name,
            List<List<ScoredLabel>> rankings,
            DataSet data,
            Function<List<ScoredLabel>, List<String>> answered) {
        return data.multiLabel() ? cells(name, rankings, data, answered) : classes(name, rankings, data);
    }

    /** One model by itself. */
    public static Measurement of(Votes votes, DataSet data) {
        return of(votes.model(), votes.rankings(), data, votes.thresholds());
    }

    /** Each member for itself, then what the pipeline makes of them. */
    public static List<Measurement> of(Pipeline pipeline, List<Votes> votes, DataSet data) {
        var measured = new ArrayList<Measurement>();
        votes.forEach(member -> measured.add(of(member, data)));
        measured.add(fused(pipeline, fused(pipeline, votes), data));
        return measured;
    }

    /** A pipeline's answers, by its own thresholds and count. */
    public static Measurement fused(Pipeline pipeline, List<List<ScoredLabel>> answers, DataSet data) {
        return of("fused", answers, data, answer -> ScoreFusion.labels(pipeline, answer));
    }

    /** What fusion-service would answer to each row. */
    public static List<List<ScoredLabel>> fused(Pipeline pipeline, List<Votes> votes) {
        var fused = new ArrayList<List<ScoredLabel>>();
        for (int row = 0; row < votes.get(0).rankings().size(); row++) {
            Map<String, List<ScoredLabel>> cast = new LinkedHashMap<>();
            for (Votes member : votes) {
                if (!member.rankings().get(row).isEmpty()) {
                    cast.put(member.model(), member.rankings().get(row));
                }
            }
            fused.add(ScoreFusion.fuse(pipeline, cast));
        }
        return fused;
    }

    private static Measurement classes(String name, List<List<ScoredLabel>> rankings, DataSet data) {
        int right = 0;
        int absent = 0;
        double loss = 0;
        for (int row = 0; row < data.size(); row++) {
            String label = data.rows().get(row).label();
            var ranking = rankings.get(row);
            absent += ranking.isEmpty() ? 1 : 0;
            right += !ranking.isEmpty() && ranking.get(0).label().equals(label) ? 1 : 0;
            loss -= Math.log(Math.max(FLOOR, score(ranking, label, data.labels().size())));
        }
        return new Measurement(name, data.size(), (double) right / data.size(), loss / data.size(), absent, null);
    }

    private static double score(List<ScoredLabel> ranking, String label, int labels) {
        if (ranking.isEmpty()) {
            return 1.0 / labels; // nothing was said: every label is as likely
        }
        return ranking.stream()
                .filter(scored -> scored.label().equals(label))
                .mapToDouble(ScoredLabel::score)
                .findFirst()
                .orElse(0);
    }

    private static Measurement cells(
            String name,
            List<List<ScoredLabel>> rankings,
            DataSet data,
            Function<List<ScoredLabel>, List<String>> answered) {
        boolean[][] truth = data.truth();
        int labels = data.labels().size();
        var counts = new CellCounts(labels);
        int absent = 0;
        double loss = 0;
        for (int row = 0; row < data.size(); row++) {
            var ranking = rankings.get(row);
            absent += ranking.isEmpty() ? 1 : 0;
            var scores = new HashMap<String, Double>();
            ranking.forEach(scored -> scores.put(scored.label(), scored.score()));
            var labelled = Set.copyOf(answered.apply(ranking));
            var said = new boolean[labels];
            for (int label = 0; label < labels; label++) {
                String word = data.labels().get(label);
                double score =
                        ranking.isEmpty() ? 0.5 : scores.getOrDefault(word, 0.0); // nothing said: either is as likely
                said[label] = labelled.contains(word);
                loss -= Math.log(Math.max(FLOOR, truth[row][label] ? score : 1 - score));
            }
            counts.add(truth[row], said);
        }
        return new Measurement(
                name,
                data.size(),
                counts.accuracy(),
                loss / ((double) data.size() * labels),
                absent,
                new Cells(counts.exactMatch(), counts.microF1(), counts.macroF1()));
    }
}
