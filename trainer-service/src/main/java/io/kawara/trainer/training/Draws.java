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

    /** A number of Beta(alpha, alpha), by Jöhnk's rejection (1964), which is quick for the alphas below 1 of mixup. */
    static double beta(double alpha, long seed) {
        var random = new SplittableRandom(seed);
        while (true) {
            var x = Math.pow(random.nextDouble(), 1 / alpha);
            var y = Math.pow(random.nextDouble(), 1 / alpha);
            if (x + y > 0 && x + y <= 1) {
                return x / (x + y);
            }
        }
    }
}
