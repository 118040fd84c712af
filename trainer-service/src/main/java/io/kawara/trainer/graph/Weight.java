package io.kawara.trainer.graph;

import java.util.Arrays;

/** Numbers that a graph learnt, or that were put into it, in row-major order; the arrays are not copied. */
@SuppressWarnings("ArrayRecordComponent") // megabytes: passed on, not copied, and never compared
public record Weight(String name, long[] shape, float[] values) {
    public Weight {
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "%s has %d values for shape %s".formatted(name, values.length, Arrays.toString(shape)));
        }
    }

    /** How many numbers a shape holds. */
    public static int size(long... shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }
}
