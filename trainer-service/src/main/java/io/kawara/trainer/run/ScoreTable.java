package io.kawara.trainer.run;

import io.kawara.contracts.Combination;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import java.util.Arrays;
import java.util.List;

/**
 * Members' scores as numbers, so that thousands of weightings can be tried: what {@link io.kawara.contracts.ScoreFusion} answers, without its lists.
 *
 * <p>Immutable, thread-safe.
 */
final class ScoreTable {
    private static final double FLOOR = 1e-6;
    private static final double LEAST = 1e-12;

    private final DataSet data;
    private final boolean[][] truth;
    /** {@code [members][rows][labels]}; null for a row on which the member was silent. */
    private final double[][][] scores;

    /** {@code log(score)}, and {@code log(1 - score)}, floored as fusion floors them. */
    private final double[][][] yes;

    private final double[][][] no;

    /** @param votes of the members, on the rows of {@code data} */
    ScoreTable(List<Votes> votes, DataSet data) {
        this.data = data;
        this.truth = data.truth();
        this.scores = votes.stream().map(this::scores).toArray(double[][][]::new);
        this.yes = logarithms(false);
        this.no = logarithms(true);
    }

    private double[][] scores(Votes votes) {
        var places = data.places();
        var rows = new double[votes.rankings().size()][];
        for (int row = 0; row < rows.length; row++) {
            var ranking = votes.rankings().get(row);
            if (!ranking.isEmpty()) {
                rows[row] = new double[places.size()];
                for (ScoredLabel scored : ranking) {
                    Integer place = places.get(scored.label());
                    if (place != null) {
                        rows[row][place] = scored.score();
                    }
                }
            }
        }
        return rows;
    }

    private double[][][] logarithms(boolean ofAbsence) {
        return Arrays.stream(scores)
                .map(rows -> Arrays.stream(rows)
                        .map(row -> row == null
                                ? null
                                : Arrays.stream(row)
                                        .map(score -> Math.log(Math.max(FLOOR, ofAbsence ? 1 - score : score)))
                                        .toArray())
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    /** {@code [rows][labels]}; null for a row on which every member was silent. */
    double[][] fused(Combination combination, double[] weights) {
        var fused = new double[data.size()][];
        for (int row = 0; row < fused.length; row++) {
            fused[row] = fused(combination, weights, row);
        }
        return fused;
    }

    private double[] fused(Combination combination, double[] weights, int row) {
        if (combination == Combination.MEAN) {
            return weighed(scores, weights, row);
        }
        var fused = weighed(yes, weights, row);
        if (fused == null) {
            return null;
        }
        var against = data.multiLabel() ? weighed(no, weights, row) : null;
        double whole = 0;
        for (int label = 0; label < fused.length; label++) {
            fused[label] = Math.exp(fused[label]);
            whole += fused[label];
        }
        for (int label = 0; label < fused.length; label++) {
            fused[label] /= against == null ? whole : fused[label] + Math.exp(against[label]);
        }
        return fused;
    }

    private static double[] weighed(double[][][] values, double[] weights, int row) {
        double[] sums = null;
        double whole = 0;
        for (int member = 0; member < weights.length; member++) {
            var said = values[member][row];
            if (said != null) {
                sums = sums == null ? new double[said.length] : sums;
                for (int label = 0; label < said.length; label++) {
                    sums[label] += weights[member] * said[label];
                }
                whole += weights[member];
            }
        }
        for (int label = 0; sums != null && label < sums.length; label++) {
            sums[label] /= whole;
        }
        return sums;
    }

    /** The share that is right: of rows, or of cells where each row has any number of labels. */
    double accuracy(double[][] fused) {
        long right = 0;
        for (int row = 0; row < fused.length; row++) {
            right += data.multiLabel() ? cells(fused[row], truth[row]) : best(fused[row], truth[row]);
        }
        return (double) right
                / fused.length
                / (data.multiLabel() ? data.labels().size() : 1);
    }

    private static int best(double[] row, boolean[] truth) {
        int best = 0;
        for (int label = 1; row != null && label < row.length; label++) {
            best = row[label] > row[best] ? label : best;
        }
        return row != null && truth[best] ? 1 : 0;
    }

    private static int cells(double[] row, boolean[] truth) {
        int right = 0;
        for (int label = 0; label < truth.length; label++) {
            right += (row != null && row[label] >= 0.5) == truth[label] ? 1 : 0;
        }
        return right;
    }

    /**
     * The log loss, of rows or of cells, after the scores were raised to {@code power} and made a whole again: sharper above 1.
     */
    double logLoss(double[][] fused, double power) {
        double loss = 0;
        int labels = data.labels().size();
        for (int row = 0; row < fused.length; row++) {
            for (int label = 0; label < labels; label++) {
                if (data.multiLabel()) {
                    double score = fused[row] == null ? 0.5 : sharpened(fused[row][label], power);
                    loss -= Math.log(Math.max(LEAST, truth[row][label] ? score : 1 - score)) / labels;
                } else if (truth[row][label]) {
                    double score = fused[row] == null ? 1.0 / labels : sharpened(fused[row], label, power);
                    loss -= Math.log(Math.max(LEAST, score));
                }
            }
        }
        return loss / fused.length;
    }

    private static double sharpened(double score, double power) {
        double yes = Math.pow(score, power);
        return yes / (yes + Math.pow(1 - score, power));
    }

    private static double sharpened(double[] row, int label, double power) {
        double whole = 0;
        for (double score : row) {
            whole += Math.pow(score, power);
        }
        return Math.pow(row[label], power) / whole;
    }
}
