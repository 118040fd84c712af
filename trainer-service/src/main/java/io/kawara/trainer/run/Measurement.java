package io.kawara.trainer.run;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoreFusion;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How right rankings are. A row without an answer counts as wrong.
 *
 * @param accuracy share of rows whose best label is theirs
 * @param logLoss mean of -log of the score of the row's label
 * @param absent rows without an answer
 */
public record Measurement(String name, int rows, double accuracy, double logLoss, int absent) {
    private static final double FLOOR = 1e-12;

    public static Measurement of(String name, List<List<ScoredLabel>> rankings, DataSet data) {
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
        return new Measurement(name, data.size(), (double) right / data.size(), loss / data.size(), absent);
    }

    /** Each member for itself, then what the pipeline makes of them. */
    public static List<Measurement> of(Pipeline pipeline, List<Votes> votes, DataSet data) {
        var measured = new ArrayList<Measurement>();
        votes.forEach(member -> measured.add(of(member.model(), member.rankings(), data)));
        measured.add(of("fused", fused(pipeline, votes), data));
        return measured;
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
}
