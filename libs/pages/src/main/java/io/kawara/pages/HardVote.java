package io.kawara.pages;

import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each classifier has one vote for what it finds most probable (knjcode 2019). Most votes win; among equals, the greatest probability that a voter gave, so
 * that where all differ the most confident classifier decides; then the smallest code.
 *
 * <p>Only classifiers that know {@link PageRules#FALSE_POSITIVE} decide whether a box is one. Where it is not, their votes for it do not count.
 */
final class HardVote {
    /** What speaks for a code. */
    private static final class Support {
        private int votes;
        private double probability;

        void name(double of) {
            if (votes == 0) {
                probability = Math.max(probability, of);
            }
        }

        void vote(double of) {
            probability = votes == 0 ? of : Math.max(probability, of);
            votes++;
        }
    }

    private static final Comparator<Map.Entry<String, Support>> BEST_FIRST = Comparator.comparingInt(
                    (Map.Entry<String, Support> code) -> code.getValue().votes)
            .thenComparingDouble(code -> code.getValue().probability)
            .reversed()
            .thenComparing(Map.Entry::getKey);

    /** All classes that a classifier names, best first; each with the greatest probability that its voters gave it, or any, where it has none. */
    static List<Alternative> rank(List<Opinion> opinions, double falsePositiveBias) {
        var knowing = opinions.stream().filter(Opinion::knowsFalsePositives).toList();
        var ofKnowing = ranked(knowing, falsePositiveBias, true);
        boolean falsePositive =
                !ofKnowing.isEmpty() && Opinion.isFalsePositive(ofKnowing.get(0).code());
        return falsePositive ? ofKnowing : ranked(opinions, falsePositiveBias, false);
    }

    private static List<Alternative> ranked(List<Opinion> opinions, double bias, boolean falsePositives) {
        var support = new HashMap<String, Support>();
        for (var opinion : opinions) {
            opinion.box()
                    .logarithms()
                    .forEach((code, logarithm) -> support.computeIfAbsent(code, none -> new Support())
                            .name(probability(code, logarithm, bias)));
        }
        for (var opinion : opinions) {
            first(opinion, bias)
                    .filter(first -> falsePositives || !Opinion.isFalsePositive(first.code()))
                    .ifPresent(first -> support.get(first.code()).vote(first.score()));
        }
        var ranked = new ArrayList<>(support.entrySet());
        ranked.sort(BEST_FIRST);
        return ranked.stream()
                .map(code -> new Alternative(code.getKey(), code.getValue().probability))
                .toList();
    }

    private static Optional<Alternative> first(Opinion opinion, double bias) {
        return opinion.box().logarithms().entrySet().stream()
                .map(code -> new Alternative(code.getKey(), probability(code.getKey(), code.getValue(), bias)))
                .min(Opinion.BEST_FIRST);
    }

    private static double probability(String code, double logarithm, double bias) {
        return Math.min(1, Math.exp(logarithm + (Opinion.isFalsePositive(code) ? bias : 0)));
    }

    private HardVote() {}
}
