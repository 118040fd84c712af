package io.kawara.pages;

import java.util.Arrays;

/**
 * How a measure is spread over the boxes of a page.
 *
 * @param deviation of a sample (n - 1): not a number where there is one box only
 */
record Spread(double mean, double deviation, double median) {
    static Spread of(double[] values) {
        int count = values.length;
        double mean = Arrays.stream(values).sum() / count;
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        return new Spread(mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1)), median);
    }
}
