package io.kawara.trainer.trees;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Chooses numbers by what comes of them: the best, and of those that are as good the one nearest to what it is without a choice. */
final class Choice {
    /** Added to the logarithm of a false positive's probability. */
    static final List<Double> BIASES = around(0, -4, 0.25, 33);

    /** The least probability of being a character. */
    static final List<Double> THRESHOLDS = around(0.5, 0.05, 0.05, 19);

    private static List<Double> around(double usual, double from, double step, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Math.rint((from + i * step) * 100) / 100)
                .sorted(Comparator.comparingDouble(value -> Math.abs(value - usual)))
                .toList();
    }

    /** The choice with the greatest score, of equals the first. */
    static double best(List<Double> choices, DoubleUnaryOperator score) {
        double best = choices.get(0);
        double greatest = Double.NEGATIVE_INFINITY;
        for (double choice : choices) {
            double reached = score.applyAsDouble(choice);
            if (reached > greatest) {
                greatest = reached;
                best = choice;
            }
        }
        return best;
    }

    private Choice() {}
}
