package io.kawara.trainer.gate;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoreFusion;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.run.Measurement;
import io.kawara.trainer.run.Votes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a pipeline shows on the golden images.
 *
 * @param tallies of each image, in their order
 * @param metric the fused metric of all: accuracy of a single-label task, micro F1 of a multi-label one
 * @param recalls by class, of those that occur often enough
 * @param calibrationError see {@link #calibrationError}
 * @param millis for an image, all members one after the other
 * @param megabytes of the largest model file
 */
record Figures(
        boolean multiLabel,
        List<Tally> tallies,
        double metric,
        Map<String, Double> recalls,
        double calibrationError,
        double millis,
        double megabytes) {
    /** Classes of fewer golden images say too little. */
    static final int OFTEN = 5;

    private static final int BINS = 15;

    static Figures of(Pipeline pipeline, List<Votes> votes, DataSet golden, double millis, double megabytes) {
        var answers = Measurement.fused(pipeline, votes);
        var said = new ArrayList<Set<String>>();
        var tallies = new ArrayList<Tally>();
        for (int row = 0; row < golden.size(); row++) {
            var given = given(pipeline, answers.get(row), golden.multiLabel());
            var right = new HashSet<>(given);
            right.retainAll(golden.rows().get(row).labels());
            said.add(given);
            tallies.add(new Tally(
                    right.size(),
                    given.size() - right.size(),
                    golden.rows().get(row).labels().size() - right.size()));
        }
        return new Figures(
                golden.multiLabel(),
                tallies,
                metric(golden.multiLabel(), tallies, once(tallies.size())),
                recalls(golden, said),
                calibrationError(answers, golden),
                millis,
                megabytes);
    }

    private static Set<String> given(Pipeline pipeline, List<ScoredLabel> answer, boolean multiLabel) {
        if (answer.isEmpty()) {
            return Set.of();
        }
        return multiLabel
                ? Set.copyOf(ScoreFusion.labels(pipeline, answer))
                : Set.of(answer.get(0).label());
    }

    /** @param times how often each image counts */
    static double metric(boolean multiLabel, List<Tally> tallies, int[] times) {
        double right = 0;
        double wrong = 0;
        double missing = 0;
        double images = 0;
        for (int i = 0; i < times.length; i++) {
            var tally = tallies.get(i);
            images += times[i];
            right += times[i] * tally.right();
            wrong += times[i] * tally.wrong();
            missing += times[i] * tally.missing();
        }
        if (!multiLabel) {
            return images == 0 ? 0 : right / images;
        }
        double all = 2 * right + wrong + missing;
        return all == 0 ? 1 : 2 * right / all; // nothing is there, and nothing was said
    }

    static int[] once(int images) {
        var times = new int[images];
        Arrays.fill(times, 1);
        return times;
    }

    private static Map<String, Double> recalls(DataSet golden, List<Set<String>> said) {
        var counts = new TreeMap<String, int[]>();
        for (int row = 0; row < golden.size(); row++) {
            for (String label : golden.rows().get(row).labels()) {
                var count = counts.computeIfAbsent(label, unused -> new int[2]);
                count[0]++;
                count[1] += said.get(row).contains(label) ? 1 : 0;
            }
        }
        var recalls = new TreeMap<String, Double>();
        counts.forEach((label, count) -> {
            if (count[0] >= OFTEN) {
                recalls.put(label, (double) count[1] / count[0]);
            }
        });
        return recalls;
    }

    /**
     * Expected calibration error: how far scores are from how often they are right, over bins of equal width, weighed by how full they are (Naeini et al.,
     * Obtaining Well Calibrated Probabilities, 2015). Of a single-label task the best score counts, of a multi-label one each score.
     */
    static double calibrationError(List<List<ScoredLabel>> answers, DataSet golden) {
        var sums = new double[BINS];
        var rights = new double[BINS];
        long scores = 0;
        for (int row = 0; row < golden.size(); row++) {
            var answer = answers.get(row);
            var truth = golden.rows().get(row).labels();
            for (var scored : golden.multiLabel() ? answer : answer.subList(0, Math.min(1, answer.size()))) {
                int bin = Math.min(BINS - 1, (int) (scored.score() * BINS));
                sums[bin] += scored.score();
                rights[bin] += truth.contains(scored.label()) ? 1 : 0;
                scores++;
            }
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(sums[bin] - rights[bin]);
        }
        return scores == 0 ? 0 : error / scores;
    }
}
