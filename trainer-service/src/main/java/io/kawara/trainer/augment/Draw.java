package io.kawara.trainer.augment;

import java.util.SplittableRandom;

/** Sources of chance for a row or a batch in one epoch, whoever asks and in whatever order. */
public final class Draw {
    /** For a row by where the epoch shows it, so that copies of one row differ. */
    public static SplittableRandom ofRow(long seed, int epoch, int number, int place) {
        return of(seed, epoch, number, place);
    }

    public static SplittableRandom ofBatch(long seed, int epoch, int number) {
        return of(seed, epoch, number, -1); // rows' places count from 0 up
    }

    private static SplittableRandom of(long seed, long... parts) {
        long mixed = seed;
        for (long part : parts) {
            mixed = (mixed ^ part) * 0x9e3779b97f4a7c15L;
            mixed ^= mixed >>> 32;
        }
        return new SplittableRandom(mixed);
    }

    private Draw() {}
}
