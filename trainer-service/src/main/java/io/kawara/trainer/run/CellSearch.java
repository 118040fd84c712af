package io.kawara.trainer.run;

import io.kawara.contracts.Combination;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what each member of a multi-label ensemble weighs: the shares of 1, in steps, by which the mean over all cells (rows times labels) of -log of
 * the score of what is true is least. The loss is convex in the weights, so moving one step at a time from one member to another finds it.
 */
final class CellSearch {
    private static final int STEPS = 20;
    private static final double FLOOR = 1e-6;
    private static final int MOST_CELLS = 400_000;

    private final double[][] yes;
    private final boolean[] truth;

    /** What was found. */
    @SuppressWarnings("ArrayRecordComponent") // read at once
    record Found(double[] weights, double logLoss) {}

    /** @param votes of each member, on {@code data}; a row without a vote counts as a half for each of its labels */
    CellSearch(List<Votes> votes, DataSet data) {
        int labels = data.labels().size();
        int every = Math.max(1, (int) Math.ceil((double) data.size() * labels / MOST_CELLS));
        int rows = (data.size() + every - 1) / every;
        boolean[][] all = data.truth();
        var place = data.places();
        truth = new boolean[rows * labels];
        yes = new double[votes.size()][rows * labels];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(all[row * every], 0, truth, row * labels, labels);
            for (int member = 0; member < yes.length; member++) {
                var ranking = votes.get(member).rankings().get(row * every);
                Arrays.fill(yes[member], row * labels, (row + 1) * labels, ranking.isEmpty() ? 0.5 : 0);
                for (ScoredLabel scored : ranking) {
                    yes[member][row * labels + place.get(scored.label())] = scored.score();
                }
            }
        }
    }

    Found best(Combination combination) {
        int steps = Math.max(STEPS, 2 * yes.length);
        int[] parts = equal(steps);
        double loss = loss(parts, combination);
        for (boolean better = true; better; ) {
            better = false;
            for (int from = 0; from < parts.length; from++) {
                for (int to = 0; to < parts.length; to++) {
                    if (from == to || parts[from] <= 1) {
                        continue; // a member without weight would be asked for nothing
                    }
                    parts[from]--;
                    parts[to]++;
                    double moved = loss(parts, combination);
                    if (moved < loss - 1e-12) {
                        loss = moved;
                        better = true;
                    } else {
                        parts[from]++;
                        parts[to]--;
                    }
                }
            }
        }
        return new Found(
                Arrays.stream(parts)
                        .mapToDouble(part -> Math.rint(1e4 * part / steps) / 1e4)
                        .toArray(),
                loss);
    }

    private int[] equal(int steps) {
        var parts = new int[yes.length];
        for (int i = 0; i < steps; i++) {
            parts[i % parts.length]++;
        }
        return parts;
    }

    private double loss(int[] parts, Combination combination) {
        double sum = Arrays.stream(parts).sum();
        double loss = 0;
        for (int cell = 0; cell < truth.length; cell++) {
            double said = 0;
            double unsaid = 0;
            for (int member = 0; member < parts.length; member++) {
                double score = yes[member][cell];
                double weight = parts[member] / sum;
                said += weight * (combination == Combination.MEAN ? score : Math.log(Math.max(FLOOR, score)));
                unsaid += weight * (combination == Combination.MEAN ? 1 - score : Math.log(Math.max(FLOOR, 1 - score)));
            }
            double right = truth[cell] ? said : unsaid;
            double wrong = truth[cell] ? unsaid : said;
            loss += combination == Combination.MEAN
                    ? -Math.log(Math.max(FLOOR, right))
                    : Math.log1p(Math.exp(wrong - right));
        }
        return loss / truth.length;
    }
}
