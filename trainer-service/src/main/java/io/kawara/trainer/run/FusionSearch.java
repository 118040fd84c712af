package io.kawara.trainer.run;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.trainer.data.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds how a pipeline's members are combined and what each weighs, on predictions for rows that the members were not trained on.
 *
 * <p>Of two members every weighting in steps of 0.05 is tried. Of more, one starts from equal weights and goes on moving a step from one member to
 * another as long as that lessens the log loss: it is convex in the weights, so little is missed.
 *
 * <p>Among the weightings tried that are right at least as often as the best member alone, that with the least log loss wins; it is a finer measure
 * than being right, so a few odd rows do not decide. Since weights are shares of 1, a weighted product is less sure of itself than the rows warrant:
 * each weighting is judged at its own best sharpness. Of a multi-label task the loss alone decides: a threshold is found for each label afterwards.
 */
public final class FusionSearch {
    private static final int STEPS = 20;
    private static final double[] SHARPNESS = {0.6, 0.8, 1, 1.25, 1.5, 1.75, 2, 2.5, 3};
    private static final double[] AS_IT_IS = {1};
    private static final long MOST_CELLS = 400_000;

    private final Pipeline pipeline;
    private final List<Votes> votes;
    private final DataSet data;
    private final List<Votes> sampleVotes;
    private final DataSet sample;
    private final ScoreTable table;
    private final int steps;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Candidate(Combination combination, double[] weights, double accuracy, double logLoss) {}

    /**
     * The search over one pipeline.
     *
     * @param pipeline its members' weights do not count, only their names and order
     * @param votes of the members, in their order, on {@code data}
     */
    public FusionSearch(Pipeline pipeline, List<Votes> votes, DataSet data) {
        this.pipeline = pipeline;
        this.votes = List.copyOf(votes);
        this.data = data;
        // More cells than these would not move a weight by a step.
        long cells = (long) data.size() * data.labels().size();
        int every = Math.toIntExact(Math.max(1, (cells + MOST_CELLS - 1) / MOST_CELLS));
        var places = IntStream.range(0, data.size())
                .filter(place -> place % every == 0)
                .boxed()
                .toList();
        this.sample = data.rows(places);
        this.sampleVotes =
                this.votes.stream().map(member -> member.rows(places)).toList();
        this.table = new ScoreTable(sampleVotes, sample);
        this.steps = Math.max(STEPS, 4 * votes.size());
    }

    /** The pipeline with the weights, and thresholds where it has none, that were found, in one of these ways of combining. */
    public Pipeline best(Combination... combinations) {
        var candidates = new ArrayList<Candidate>();
        for (Combination combination : combinations) {
            candidates.addAll(votes.size() > 2 ? descent(combination) : grid(combination));
        }
        double enough = data.multiLabel() ? 0 : enough(candidates);
        var best = candidates.stream()
                .filter(candidate -> candidate.accuracy() >= enough)
                .min(Comparator.comparingDouble(Candidate::logLoss)
                        .thenComparing(
                                Comparator.comparingDouble(Candidate::accuracy).reversed()))
                .orElseThrow();
        return thresholded(weighted(best));
    }

    /** The pipeline's own thresholds, else the best of what it answers to these rows. */
    private Pipeline thresholded(Pipeline weighed) {
        return data.multiLabel() && weighed.thresholds().isEmpty()
                ? weighed.withThresholds(Thresholds.of(Measurement.fused(weighed, votes), data))
                : weighed;
    }

    /** As right as the best member alone, if any candidate is. */
    private double enough(List<Candidate> candidates) {
        double bestMember = sampleVotes.stream()
                .mapToDouble(member -> Measurement.of(member, sample).accuracy())
                .max()
                .orElseThrow();
        return Math.min(
                bestMember,
                candidates.stream().mapToDouble(Candidate::accuracy).max().orElseThrow());
    }

    private List<Candidate> grid(Combination combination) {
        if (votes.size() == 1) {
            return List.of(candidate(combination, new int[] {steps}));
        }
        return IntStream.range(1, steps)
                .mapToObj(part -> candidate(combination, new int[] {part, steps - part}))
                .toList();
    }

    /** Every weighting that is looked at on the way down. */
    private List<Candidate> descent(Combination combination) {
        Map<List<Integer>, Candidate> seen = new HashMap<>();
        int[] parts = equalParts();
        var here = seen(seen, combination, parts);
        for (boolean better = true; better; ) {
            better = false;
            for (int[] next : neighbours(parts)) {
                var there = seen(seen, combination, next);
                if (there.logLoss() < here.logLoss()) {
                    here = there;
                    parts = next;
                    better = true;
                }
            }
        }
        return List.copyOf(seen.values());
    }

    private Candidate seen(Map<List<Integer>, Candidate> seen, Combination combination, int[] parts) {
        return seen.computeIfAbsent(Arrays.stream(parts).boxed().toList(), key -> candidate(combination, parts));
    }

    private int[] equalParts() {
        var parts = new int[votes.size()];
        for (int step = 0; step < steps; step++) {
            parts[step % parts.length]++;
        }
        return parts;
    }

    /** One step moved from one member to another, nobody left with nothing. */
    private static List<int[]> neighbours(int[] parts) {
        var neighbours = new ArrayList<int[]>();
        for (int from = 0; from < parts.length; from++) {
            for (int to = 0; to < parts.length; to++) {
                if (from != to && parts[from] > 1) {
                    int[] next = parts.clone();
                    next[from]--;
                    next[to]++;
                    neighbours.add(next);
                }
            }
        }
        return neighbours;
    }

    private Candidate candidate(Combination combination, int[] parts) {
        double[] weights = Arrays.stream(parts)
                .mapToDouble(part -> Math.rint(1e4 * part / steps) / 1e4)
                .toArray();
        var fused = table.fused(combination, weights);
        double least = Arrays.stream(data.multiLabel() ? AS_IT_IS : SHARPNESS)
                .map(power -> table.logLoss(fused, power))
                .min()
                .orElseThrow();
        return new Candidate(combination, weights, table.accuracy(fused), least);
    }

    private Pipeline weighted(Candidate chosen) {
        var members = IntStream.range(0, chosen.weights().length)
                .mapToObj(i -> new Member(votes.get(i).model(), votes.get(i).stage(), chosen.weights()[i]))
                .toList();
        return pipeline.with(chosen.combination(), members);
    }
}
