package io.kawara.trainer.catalogue;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Vote;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How sure an answer is; whatever the answer does not tell is null.
 *
 * @param score of one label; of several labels that of the least sure one, of a page the mean of its characters; in [0,1]
 * @param margin how far the first score is above the second; of several labels twice the least distance from a half; of a page the mean of the tenth of
 *     its characters that are least sure; in [0,1]
 * @param entropy of the scores in nats; of several labels the mean of each one's, of a page that of its characters
 * @param disagreement the greatest distance in total variation between two votes that count, in [0,1]. A vote names its best labels only, so that this is
 *     what they differ in at least
 */
record Uncertainty(Double score, Double margin, Double entropy, Double disagreement) {
    /** A page is as unsure as a tenth of it: one bad character makes no bad page. */
    private static final int PART = 10;

    static Uncertainty of(Result result) {
        if (!result.characters().isEmpty()) {
            return ofPage(result.characters());
        }
        var scores = result.scores().stream()
                .mapToDouble(ScoredLabel::score)
                .sorted()
                .toArray();
        double disagreement = disagreement(result.votes());
        if (scores.length == 0) {
            return new Uncertainty(result.score(), null, null, disagreement);
        }
        return result.label() == null ? ofSeveral(scores, disagreement) : ofOne(result.score(), scores, disagreement);
    }

    private static Uncertainty ofOne(Double score, double[] rising, double disagreement) {
        double first = rising[rising.length - 1];
        double second = rising.length == 1 ? 0 : rising[rising.length - 2];
        double entropy = 0;
        for (double p : rising) {
            entropy += plogp(p);
        }
        return new Uncertainty(score, first - second, entropy, disagreement);
    }

    private static Uncertainty ofSeveral(double[] scores, double disagreement) {
        double least = 1;
        double entropy = 0;
        for (double p : scores) {
            least = Math.min(least, Math.max(p, 1 - p));
            entropy += plogp(p) + plogp(1 - p);
        }
        return new Uncertainty(least, 2 * least - 1, entropy / scores.length, disagreement);
    }

    private static Uncertainty ofPage(List<CharacterBox> characters) {
        double score = 0;
        double entropy = 0;
        var margins = new double[characters.size()];
        for (int i = 0; i < margins.length; i++) {
            var character = characters.get(i);
            double second = character.alternatives().isEmpty()
                    ? 0
                    : character.alternatives().get(0).score();
            margins[i] = Math.max(0, character.score() - second);
            score += character.score() / margins.length;
            entropy += (plogp(character.score()) + plogp(1 - character.score())) / margins.length;
        }
        int worst = (margins.length + PART - 1) / PART;
        double margin = Arrays.stream(margins).sorted().limit(worst).average().orElseThrow();
        return new Uncertainty(score, margin, entropy, null);
    }

    private static double plogp(double p) {
        return p <= 0 ? 0 : -p * Math.log(p);
    }

    private static double disagreement(List<Vote> votes) {
        var counted = votes.stream()
                .filter(vote -> vote.outcome() == Outcome.OK && vote.weight() > 0)
                .map(Vote::scores)
                .filter(scores -> !scores.isEmpty())
                .map(Uncertainty::byLabel)
                .toList();
        double greatest = 0;
        for (int a = 0; a < counted.size(); a++) {
            for (int b = a + 1; b < counted.size(); b++) {
                greatest = Math.max(greatest, distance(counted.get(a), counted.get(b)));
            }
        }
        return greatest;
    }

    private static Map<String, Double> byLabel(List<ScoredLabel> scores) {
        var by = new HashMap<String, Double>();
        scores.forEach(scored -> by.put(scored.label(), scored.score()));
        return by;
    }

    private static double distance(Map<String, Double> a, Map<String, Double> b) {
        var labels = new HashSet<>(a.keySet());
        labels.addAll(b.keySet());
        double sum = 0;
        for (String label : labels) {
            sum += Math.abs(a.getOrDefault(label, 0.0) - b.getOrDefault(label, 0.0));
        }
        return Math.min(1, sum / 2);
    }
}
