package io.kawara.trainer.pages;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far a figure might be off because other pages might have been drawn: percentile intervals after Efron (1979), of the figure on as many pages drawn
 * with replacement. The same seed gives the same interval.
 *
 * @param draws how many times pages are drawn; 0 for no interval
 */
public record Bootstrap(int draws, long seed) {
    private static final double TAIL = 0.025;

    public Bootstrap {
        if (draws < 0) {
            throw new IllegalArgumentException("pages cannot be drawn " + draws + " times");
        }
    }

    /** A figure and the interval in which it lies with 95 %; NaN at both ends where one page alone says nothing of others. */
    public record Estimate(double value, double low, double high) {}

    /** @param figure from how often each page counts */
    Estimate estimate(int pages, ToDoubleFunction<int[]> figure) {
        var once = new int[pages];
        Arrays.fill(once, 1);
        double value = figure.applyAsDouble(once);
        if (pages < 2 || draws == 0) {
            return new Estimate(value, Double.NaN, Double.NaN);
        }
        var random = new Random(seed);
        double[] drawn = IntStream.range(0, draws)
                .mapToDouble(draw -> figure.applyAsDouble(draw(pages, random)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return new Estimate(value, quantile(drawn, TAIL), quantile(drawn, 1 - TAIL));
    }

    private static int[] draw(int pages, Random random) {
        var times = new int[pages];
        for (int i = 0; i < pages; i++) {
            times[random.nextInt(pages)]++;
        }
        return times;
    }

    /** Of sorted values, straight lines between them. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
