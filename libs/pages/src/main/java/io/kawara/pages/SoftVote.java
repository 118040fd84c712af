package io.kawara.pages;

import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The weighted mean of the classifiers' log-probabilities, made probabilities again over all classes: the sum of logits by which both seeds blend, but a class
 * that a classifier does not name counts as improbable as its others are, not as a logit of 0.
 *
 * <p>Of {@link PageRules#FALSE_POSITIVE} only those speak that know it; of the others it is taken that they would agree with them, and what they say of
 * characters is said under the condition that there is one.
 */
final class SoftVote {
    /** The least that a log-probability is: candidates cannot say less. */
    private static final double LEAST = -32;

    private final List<Opinion> opinions;
    private final double bias;
    private final double whole;
    private final double falsePositive;
    private final double character;

    private SoftVote(List<Opinion> opinions, double bias) {
        this.opinions = opinions;
        this.bias = bias;
        whole = opinions.stream().mapToDouble(Opinion::weight).sum();
        double odds = 0;
        double knowing = 0;
        for (var opinion : opinions) {
            if (opinion.knowsFalsePositives()) {
                double logarithm = opinion.box().logarithm(PageRules.FALSE_POSITIVE);
                double against = Math.max(LEAST, Math.log1p(-Math.exp(logarithm)));
                odds += opinion.weight() * (logarithm - against);
                knowing += opinion.weight();
            }
        }
        falsePositive = knowing == 0 ? Double.NEGATIVE_INFINITY : -softplus(-odds / knowing);
        character = knowing == 0 ? 0 : -softplus(odds / knowing);
    }

    /** All classes that a classifier names, most probable first, with their probabilities. */
    static List<Alternative> rank(List<Opinion> opinions, double falsePositiveBias) {
        return new SoftVote(opinions, falsePositiveBias).rank();
    }

    private List<Alternative> rank() {
        boolean judged = falsePositive > Double.NEGATIVE_INFINITY;
        var codes = new LinkedHashSet<String>();
        int classes = 0;
        double rest = 0;
        for (var opinion : opinions) {
            codes.addAll(opinion.box().logarithms().keySet());
            classes = Math.max(classes, opinion.classes() + (judged && !opinion.knowsFalsePositives() ? 1 : 0));
            rest += opinion.weight() * of(opinion, opinion.box().rest()) / whole;
        }
        var logarithms = codes.stream().mapToDouble(this::logarithm).toArray();
        double most = Math.max(rest, Arrays.stream(logarithms).max().orElse(rest));
        double sum = Math.max(0, classes - codes.size()) * Math.exp(rest - most);
        for (double logarithm : logarithms) {
            sum += Math.exp(logarithm - most);
        }
        var ranked = new ArrayList<Alternative>();
        int at = 0;
        for (String code : codes) {
            ranked.add(new Alternative(code, Math.exp(logarithms[at++] - most) / sum));
        }
        ranked.sort(Opinion.BEST_FIRST);
        return ranked;
    }

    private double logarithm(String code) {
        if (Opinion.isFalsePositive(code)) {
            double mean = 0;
            for (var opinion : opinions) {
                mean += opinion.weight()
                        * (opinion.knowsFalsePositives() ? opinion.box().logarithm(code) : falsePositive)
                        / whole;
            }
            return mean + bias;
        }
        double mean = 0;
        for (var opinion : opinions) {
            mean += opinion.weight() * of(opinion, opinion.box().logarithm(code)) / whole;
        }
        return mean;
    }

    /** A classifier's log-probability of a character. */
    private double of(Opinion opinion, double logarithm) {
        return Math.max(LEAST, logarithm) + (opinion.knowsFalsePositives() ? 0 : character);
    }

    /** {@code ln(1 + e^x)}. */
    private static double softplus(double x) {
        return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
