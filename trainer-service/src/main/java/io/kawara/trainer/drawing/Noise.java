package io.kawara.trainer.drawing;

/** Smooth noise over the plane with features of about one unit: random values at whole places, eased between them. Thread-safe. */
final class Noise {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double TO_UNIT = 0x1.0p-52;

    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /** From -1 to 1. */
    double at(double x, double y) {
        long column = (long) Math.floor(x);
        long row = (long) Math.floor(y);
        double right = eased(x - column);
        double down = eased(y - row);
        double upper = value(column, row) * (1 - right) + value(column + 1, row) * right;
        double lower = value(column, row + 1) * (1 - right) + value(column + 1, row + 1) * right;
        return upper * (1 - down) + lower * down;
    }

    private static double eased(double share) {
        return share * share * (3 - 2 * share);
    }

    private double value(long column, long row) {
        long mixed = mix(seed + column * GOLDEN + row * 0xd1b54a32d192ed03L);
        return (mixed >>> 11) * TO_UNIT - 1;
    }

    /** Well-mixed bits of a number (the finalizer of SplitMix64). */
    static long mix(long bits) {
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
