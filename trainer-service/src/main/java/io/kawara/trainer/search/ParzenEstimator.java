package io.kawara.trainer.search;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A normal distribution around each trial and a broad one in the middle, all cut off at the ends of the range.
 *
 * <p>A trial's distribution is as broad as the way to the farther of its neighbours, but no narrower than a hundredth of the range, and in the
 * beginning much broader: few trials say little.
 */
final class ParzenEstimator implements Density {
    private static final double NARROWEST = 100;

    private final Range range;
    private final double low;
    private final double high;
    private final double[] centres;
    private final double[] widths;
    private final double[] shares;

    ParzenEstimator(Range range, List<Double> places) {
        this.range = range;
        low = range.low();
        high = range.high();
        int trials = places.size();
        centres = new double[trials + 1];
        for (int i = 0; i < trials; i++) {
            centres[i] = places.get(i);
        }
        centres[trials] = (low + high) / 2; // the prior
        widths = widths();
        shares = shares(trials);
    }

    private double[] widths() {
        int prior = centres.length - 1;
        var order = IntStream.range(0, centres.length)
                .boxed()
                .sorted((a, b) -> Double.compare(centres[a], centres[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double narrowest = (high - low) / Math.min(NARROWEST, 1.0 + centres.length);
        var widths = new double[centres.length];
        for (int i = 0; i < order.length; i++) {
            double before = i == 0 ? 0 : centres[order[i]] - centres[order[i - 1]];
            double after = i == order.length - 1 ? 0 : centres[order[i + 1]] - centres[order[i]];
            widths[order[i]] = Math.min(high - low, Math.max(narrowest, Math.max(before, after)));
        }
        widths[prior] = high - low;
        return widths;
    }

    private static double[] shares(int trials) {
        var weights = Density.weights(trials);
        double sum = 1;
        for (double weight : weights) {
            sum += weight;
        }
        var shares = new double[trials + 1];
        for (int i = 0; i < trials; i++) {
            shares[i] = weights[i] / sum;
        }
        shares[trials] = 1 / sum;
        return shares;
    }

    @Override
    public double draw(SplittableRandom random) {
        double left = random.nextDouble();
        int kernel = 0;
        while (kernel < shares.length - 1 && left >= shares[kernel]) {
            left -= shares[kernel++];
        }
        double at;
        do {
            at = random.nextGaussian(centres[kernel], widths[kernel]);
        } while (at < low || at > high); // at least a third falls inside: no width is more than the range
        return at;
    }

    @Override
    public double log(double at) {
        double sum = 0;
        for (int i = 0; i < centres.length; i++) {
            sum += shares[i] * (range.isWhole() ? mass(i, at) : density(i, at)) / between(i, low, high);
        }
        return Math.log(sum);
    }

    private double density(int kernel, double at) {
        double z = (at - centres[kernel]) / widths[kernel];
        return Math.exp(-z * z / 2) / (widths[kernel] * Math.sqrt(2 * Math.PI));
    }

    /** Of a whole number: all that comes to it. */
    private double mass(int kernel, double at) {
        var cell = range.cell(at);
        return between(kernel, cell[0], cell[1]);
    }

    private double between(int kernel, double from, double to) {
        return normal((to - centres[kernel]) / widths[kernel]) - normal((from - centres[kernel]) / widths[kernel]);
    }

    /** The normal distribution up to z, to 7 digits (Abramowitz and Stegun, 1964, 26.2.17). */
    static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
        return z >= 0 ? 1 - tail : tail;
    }
}
