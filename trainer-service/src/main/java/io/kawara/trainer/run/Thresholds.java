package io.kawara.trainer.run;

import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds from which score each label of a multi-label task counts: where most rows are right, of rows that the scores' model has not learnt from.
 *
 * <p>A label keeps 0.5 unless another threshold wins more answers than chance would: a gain of g among c answers that change counts from g &gt; sqrt(c).
 */
final class Thresholds {
    private static final double USUAL = 0.5;
    private static final double STEP = 0.01;
    private static final double LEAST = 0.05;
    private static final double MOST = 0.95;
    private static final int NEAR = 5;

    /** The thresholds that are not 0.5, by label. */
    static Map<String, Double> of(List<List<ScoredLabel>> rankings, DataSet data) {
        boolean[][] truth = data.truth();
        var place = data.places();
        var scores = new double[truth.length][data.labels().size()];
        for (int row = 0; row < scores.length; row++) {
            for (ScoredLabel scored : rankings.get(row)) {
                scores[row][place.getOrDefault(scored.label(), 0)] = scored.score();
            }
        }
        var thresholds = new TreeMap<String, Double>();
        for (String label : data.labels()) {
            double best = best(scores, truth, place.get(label));
            if (best != USUAL) {
                thresholds.put(label, best);
            }
        }
        return thresholds;
    }

    private static double best(double[][] scores, boolean[][] truth, int label) {
        int first = (int) Math.round(LEAST / STEP);
        int last = (int) Math.round(MOST / STEP);
        var gains = new int[last + 1];
        for (int step = first; step <= last; step++) {
            gains[step] = gain(scores, truth, label, threshold(step));
        }
        double best = USUAL;
        double most = 0;
        for (int step = first; step <= last; step++) {
            // The mean of what is near: among thresholds that are as good, a row more or less must not decide.
            double mean = Arrays.stream(gains, Math.max(first, step - NEAR), Math.min(last, step + NEAR) + 1)
                    .average()
                    .orElseThrow();
            if (mean > most && isMoreThanChance(scores, label, threshold(step), gains[step])) {
                best = threshold(step);
                most = mean;
            }
        }
        return best;
    }

    private static double threshold(int step) {
        return Math.rint(step * STEP * 100) / 100;
    }

    /** How many more rows are right than at 0.5. */
    private static int gain(double[][] scores, boolean[][] truth, int label, double threshold) {
        int gain = 0;
        for (int row = 0; row < scores.length; row++) {
            if (changes(scores[row][label], threshold)) {
                boolean said = scores[row][label] >= threshold;
                gain += said == truth[row][label] ? 1 : -1;
            }
        }
        return gain;
    }

    private static boolean isMoreThanChance(double[][] scores, int label, double threshold, int gain) {
        long changed = Arrays.stream(scores)
                .filter(row -> changes(row[label], threshold))
                .count();
        return gain > Math.sqrt((double) changed);
    }

    private static boolean changes(double score, double threshold) {
        return score >= Math.min(threshold, USUAL) && score < Math.max(threshold, USUAL);
    }

    private Thresholds() {}
}
