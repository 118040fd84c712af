package io.kawara.trainer.evaluate;

import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether two ways to ask gave the same answers, row by row.
 *
 * @param different the ids of rows whose best label differs
 * @param greatest difference of two scores of one label of one row
 */
public record Agreement(int rows, List<String> different, double greatest) {
    public static Agreement of(DataSet data, List<List<ScoredLabel>> one, List<List<ScoredLabel>> other) {
        var different = new ArrayList<String>();
        double greatest = 0;
        for (int row = 0; row < data.size(); row++) {
            if (!label(one.get(row)).equals(label(other.get(row)))) {
                different.add(data.rows().get(row).id());
            }
            for (ScoredLabel scored : one.get(row)) {
                greatest = Math.max(greatest, Math.abs(scored.score() - score(other.get(row), scored.label())));
            }
        }
        return new Agreement(data.size(), List.copyOf(different), greatest);
    }

    private static String label(List<ScoredLabel> ranking) {
        return ranking.isEmpty() ? "" : ranking.get(0).label();
    }

    private static double score(List<ScoredLabel> ranking, String label) {
        return ranking.stream()
                .filter(scored -> scored.label().equals(label))
                .mapToDouble(ScoredLabel::score)
                .findFirst()
                .orElse(0);
    }
}
