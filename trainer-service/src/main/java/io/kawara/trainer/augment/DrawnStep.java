package io.kawara.trainer.augment;

import io.kawara.trainer.transform.TextStep;
import java.util.SplittableRandom;

/** A step with the chance that it draws from. */
record DrawnStep(TextStep step, SplittableRandom random) {
    /** Whether its turn has come; draws, so it is to be asked once. */
    boolean isDue() {
        return random.nextDouble() < step.probability();
    }
}
