package io.kawara.trainer.training;

import java.util.SplittableRandom;

/** What a step draws by chance, each from the seed and the step's number alone. */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /** A seed of its own for each number. */
    static long mix(long seed, long number) {
        return new SplittableRandom(seed + GOLDEN * number).nextLong();
    }
}
