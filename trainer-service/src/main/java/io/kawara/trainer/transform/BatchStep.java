package io.kawara.trainer.transform;

import java.util.SplittableRandom;

/** Mixes the pictures of one batch, and with them what should be answered. Stateless. */
public sealed interface BatchStep extends Step permits Mixup, Cutmix, Ricap, Icap, BatchRandomErasing {
    /** Whether {@link #probability} is drawn for each picture by {@link #apply} itself, rather than once for the batch. */
    default boolean drawsForEachPicture() {
        return false;
    }

    /** The batch changed, whatever {@link #probability} is. */
    PictureBatch apply(PictureBatch batch, SplittableRandom random);
}
