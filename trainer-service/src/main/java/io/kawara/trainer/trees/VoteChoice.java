package io.kawara.trainer.trees;

import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageRules.CharacterVote;
import io.kawara.pages.PageDecision;
import io.kawara.trainer.pages.PageScore;
import io.kawara.trainer.pages.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How classifiers' votes become characters without any trees: softly or one vote each, what each counts, what speaks for a false positive, and which score of the detector is needed;
 * chosen in turn by the pages' score.
 *
 * @param weights by classifier, which sum to 1
 */
record VoteChoice(
        CharacterVote vote,
        Map<String, Double> weights,
        double falsePositiveBias,
        double threshold,
        double suppressFrom) {
    private static final int PARTS = 10;

    /** More boxes than these would not choose otherwise. */
    private static final int MOST_BOXES = 20_000;

    static VoteChoice of(List<LabelledPage> pages, double suppressFrom) {
        var some = sample(pages);
        var models = pages.get(0).models();
        int[] parts = equal(models.size());
        var soft = new VoteChoice(CharacterVote.SOFT, weights(models, parts), 0, 0.5, suppressFrom).rules(some);
        if (models.size() == 1) {
            return soft;
        }
        // A hard vote counts heads, so it has no weights to choose.
        var hard = new VoteChoice(CharacterVote.HARD, weights(models, parts), 0, 0.5, suppressFrom).rules(some);
        soft = soft.weighed(some, models, parts).rules(some);
        return hard.score(some).f1() > soft.score(some).f1() ? hard : soft;
    }

    PageRules toRules() {
        return new PageRules(null, null, vote, suppressFrom, falsePositiveBias, threshold);
    }

    /** What the pages come to by it. */
    Tally score(List<LabelledPage> pages) {
        var decision = new PageDecision(toRules(), Optional.empty(), Optional.empty());
        var sum = Tally.NONE;
        for (LabelledPage page : pages) {
            sum = sum.plus(PageScore.of(page.truth(), decision.decide(page.fused(toRules(), weights))), 1);
        }
        return sum;
    }

    private VoteChoice rules(List<LabelledPage> pages) {
        var biased = with(
                Choice.best(
                        Choice.BIASES,
                        bias -> with(bias, threshold).score(pages).f1()),
                threshold);
        return biased.with(
                biased.falsePositiveBias,
                Choice.best(
                        Choice.THRESHOLDS,
                        least -> biased.with(biased.falsePositiveBias, least)
                                .score(pages)
                                .f1()));
    }

    VoteChoice with(double bias, double otherThreshold) {
        return new VoteChoice(vote, weights, bias, otherThreshold, suppressFrom);
    }

    /** Moves a tenth from one classifier to another as long as that helps, nobody left with nothing. */
    private VoteChoice weighed(List<LabelledPage> pages, List<String> models, int[] start) {
        int[] parts = start;
        var here = this;
        double reached = score(pages).f1();
        for (boolean better = true; better; ) {
            better = false;
            for (int[] next : neighbours(parts)) {
                var there = new VoteChoice(vote, weights(models, next), falsePositiveBias, threshold, suppressFrom);
                double f1 = there.score(pages).f1();
                if (f1 > reached) {
                    reached = f1;
                    here = there;
                    parts = next;
                    better = true;
                }
            }
        }
        return here;
    }

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

    private static int[] equal(int models) {
        var parts = new int[models];
        Arrays.fill(parts, Math.max(2, PARTS / models));
        return parts;
    }

    private static Map<String, Double> weights(List<String> models, int[] parts) {
        double whole = Arrays.stream(parts).sum();
        var weights = new LinkedHashMap<String, Double>();
        for (int i = 0; i < parts.length; i++) {
            weights.put(models.get(i), Math.rint(1e4 * parts[i] / whole) / 1e4);
        }
        return weights;
    }

    private static List<LabelledPage> sample(List<LabelledPage> pages) {
        long boxes = pages.stream()
                .mapToLong(page -> page.readers().get(0).characters().size())
                .sum();
        int every = Math.toIntExact(1 + boxes / MOST_BOXES);
        var some = new ArrayList<LabelledPage>();
        for (int i = 0; i < pages.size(); i += every) {
            some.add(pages.get(i));
        }
        return some;
    }
}
