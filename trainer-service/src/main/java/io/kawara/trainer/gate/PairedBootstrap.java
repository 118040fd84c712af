package io.kawara.trainer.gate;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far the difference of two figures might be off because other images might have been golden: the percentile interval of the difference on as many images
 * drawn with replacement, the same for both (Efron and Tibshirani, An Introduction to the Bootstrap, 1993). The same images give the same interval.
 */
final class PairedBootstrap {
    private static final int DRAWS = 2000;
    private static final long SEED = 42;

    /** Where the difference lies with the confidence that was asked for. */
    record Interval(double low, double high) {}

    /** @param difference from how often each image counts */
    static Interval interval(int images, double confidence, ToDoubleFunction<int[]> difference) {
        var random = new SplittableRandom(SEED);
        double[] drawn = IntStream.range(0, DRAWS)
                .mapToDouble(draw -> difference.applyAsDouble(draw(images, random)))
                .sorted()
                .toArray();
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(drawn, tail), quantile(drawn, 1 - tail));
    }

    private static int[] draw(int images, SplittableRandom random) {
        var times = new int[images];
        for (int i = 0; i < images; i++) {
            times[random.nextInt(images)]++;
        }
        return times;
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }

    private PairedBootstrap() {}
}
