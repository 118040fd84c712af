package io.kawara.trainer.augment;

import java.util.SplittableRandom;

/** A source of chance for one row in one epoch, whoever asks and in whatever order. */
final class Draw {
    static SplittableRandom of(long seed, int epoch, int row) {
        long mixed = seed;
        for (long part : new long[] {epoch, row}) {
            mixed = (mixed ^ part) * 0x9e3779b97f4a7c15L;
            mixed ^= mixed >>> 32;
        }
        return new SplittableRandom(mixed);
    }

    private Draw() {}
}
