package io.kawara.pages;

import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How the probabilities of candidates become what is read in boxes: the most probable one. */
public final class CandidateRanking {
    /**
     * What each box is by the probabilities of its candidates, in the boxes' order; of equals the first.
     *
     * @param candidates of each box
     * @param probabilities of each candidate being the right one, box after box
     * @param falsePositiveBias added to the logarithm of the probability of {@link PageRules#FALSE_POSITIVE} before the choice
     */
    public static List<ReadBox> choose(
            List<ReadBox> boxes, List<List<String>> candidates, double[] probabilities, double falsePositiveBias) {
        double favour = Math.exp(falsePositiveBias);
        var chosen = new ArrayList<ReadBox>(boxes.size());
        int at = 0;
        for (int box = 0; box < boxes.size(); box++) {
            var ranked = new ArrayList<Alternative>();
            for (String code : candidates.get(box)) {
                ranked.add(new Alternative(code, probabilities[at++]));
            }
            ranked.sort(Comparator.comparingDouble((Alternative candidate) ->
                            candidate.score() * (candidate.code().equals(PageRules.FALSE_POSITIVE) ? favour : 1))
                    .reversed());
            var best = ranked.get(0);
            chosen.add(boxes.get(box).as(best.code(), best.score(), ranked.subList(1, ranked.size())));
        }
        return chosen;
    }

    private CandidateRanking() {}
}
