package io.kawara.trainer.run;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds how a pipeline's members are combined and what each weighs, on predictions for rows that the members were not trained on.
 *
 * <p>Among the combinations that are right at least as often as the best member alone, that with the least log loss wins; it is a finer measure than
 * being right, so a few odd rows do not decide. Since weights are shares of 1, a weighted product is less sure of itself than the rows warrant:
 * each combination is judged at its own best sharpness.
 */
public final class FusionSearch {
    private static final double STEP = 0.05;
    private static final double[] SHARPNESS = {0.6, 0.8, 1, 1.25, 1.5, 1.75, 2, 2.5, 3};

    private final Pipeline pipeline;
    private final List<Votes> votes;
    private final DataSet data;

    private record Candidate(Pipeline pipeline, double accuracy, double logLoss) {}

    /**
     * The search over one pipeline.
     *
     * @param pipeline its members' weights do not count, only their names and order
     * @param votes of the members, in their order, on {@code data}
     */
    public FusionSearch(Pipeline pipeline, List<Votes> votes, DataSet data) {
        this.pipeline = pipeline;
        this.votes = votes;
        this.data = data;
    }

    /** The pipeline with the weights that were found, in one of these ways of combining. */
    public Pipeline best(Combination... combinations) {
        if (data.multiLabel()) {
            return bestOfCells(combinations);
        }
        double bestMember = votes.stream()
                .mapToDouble(member ->
                        Measurement.of(member.model(), member.rankings(), data).accuracy())
                .max()
                .orElseThrow();
        var candidates = new ArrayList<Candidate>();
        for (Combination combination : combinations) {
            for (double[] weights : weights(votes.size())) {
                candidates.add(candidate(weighted(combination, weights)));
            }
        }
        double enough = Math.min(
                bestMember,
                candidates.stream().mapToDouble(Candidate::accuracy).max().orElseThrow());
        return candidates.stream()
                .filter(candidate -> candidate.accuracy() >= enough)
                .min(Comparator.comparingDouble(Candidate::logLoss)
                        .thenComparing(
                                Comparator.comparingDouble(Candidate::accuracy).reversed()))
                .orElseThrow()
                .pipeline();
    }

    /** Labels that each are true or not are judged by the loss alone: a threshold is found for each of them afterwards. */
    private Pipeline bestOfCells(Combination... combinations) {
        var search = new CellSearch(votes, data);
        Pipeline best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Combination combination : combinations) {
            var found = search.best(combination);
            if (found.logLoss() < least) {
                best = weighted(combination, found.weights());
                least = found.logLoss();
            }
        }
        return withThresholds(best, Thresholds.of(Measurement.fused(best, votes), data));
    }

    private static Pipeline withThresholds(Pipeline pipeline, Map<String, Double> thresholds) {
        return new Pipeline(
                pipeline.name(),
                pipeline.description(),
                pipeline.ocr(),
                pipeline.task(),
                pipeline.combination(),
                pipeline.members(),
                thresholds);
    }

    /** Every way to share 1 among so many, in steps, none of them nothing. */
    static List<double[]> weights(int members) {
        int steps = (int) Math.round(1 / STEP);
        var shares = new ArrayList<double[]>();
        share(new int[members], 0, steps, shares);
        return shares;
    }

    private static void share(int[] parts, int member, int left, List<double[]> shares) {
        if (member == parts.length - 1) {
            parts[member] = left;
            shares.add(Arrays.stream(parts)
                    .mapToDouble(part -> Math.rint(part * STEP * 100) / 100)
                    .toArray());
            return;
        }
        for (int part = 1; part <= left - (parts.length - 1 - member); part++) {
            parts[member] = part;
            share(parts, member + 1, left - part, shares);
        }
    }

    private Pipeline weighted(Combination combination, double[] weights) {
        var members = IntStream.range(0, weights.length)
                .mapToObj(i -> new Member(votes.get(i).model(), votes.get(i).stage(), weights[i]))
                .toList();
        return new Pipeline(
                pipeline.name(),
                pipeline.description(),
                pipeline.ocr(),
                pipeline.task(),
                combination,
                members,
                pipeline.thresholds());
    }

    private Candidate candidate(Pipeline weighted) {
        var fused = Measurement.fused(weighted, votes);
        double least = Arrays.stream(SHARPNESS)
                .map(power -> Measurement.of("", sharpened(fused, power), data).logLoss())
                .min()
                .orElseThrow();
        return new Candidate(weighted, Measurement.of("", fused, data).accuracy(), least);
    }

    private static List<List<ScoredLabel>> sharpened(List<List<ScoredLabel>> rankings, double power) {
        return rankings.stream().map(ranking -> sharper(ranking, power)).toList();
    }

    private static List<ScoredLabel> sharper(List<ScoredLabel> ranking, double power) {
        double sum =
                ranking.stream().mapToDouble(s -> Math.pow(s.score(), power)).sum();
        return ranking.stream()
                .map(s -> new ScoredLabel(s.label(), Math.min(1, Math.pow(s.score(), power) / sum)))
                .toList();
    }
}
