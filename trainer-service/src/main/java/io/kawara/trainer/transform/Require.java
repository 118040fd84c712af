package io.kawara.trainer.transform;

import java.util.List;

/** What keys of steps must keep to; says so in a sentence where they do not. */
final class Require {
    static void share(String key, double value) {
        between(key, value, 0, 1);
    }

    static void between(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "'%s' is from %s to %s, not %s".formatted(key, number(least), number(most), number(value)));
        }
    }

    static void atLeast(String key, double value, double least) {
        between(key, value, least, Double.MAX_VALUE);
    }

    /** A range as it is written, {@code [from, to]} or one number for both, with both ends in order and between the bounds. */
    static List<Double> range(String key, List<Double> written, double least, double most) {
        if (written.isEmpty() || written.size() > 2) {
            throw new IllegalArgumentException("'" + key + "' is one number or [from, to], not " + written);
        }
        var range = List.of(written.get(0), written.get(written.size() - 1));
        range.forEach(end -> between(key, end, least, most));
        if (range.get(0) > range.get(1)) {
            throw new IllegalArgumentException("'" + key + "' goes from the smaller to the larger, not " + written);
        }
        return range;
    }

    private static String number(double value) {
        if (value == Double.MAX_VALUE) {
            return "any number above";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private Require() {}
}
