package io.kawara.trainer.training;

import io.kawara.trainer.torch.Loss;

/**
 * What a training makes small.
 *
 * @param mixup alpha of the Beta distribution by which two images are mixed; 0 mixes none
 */
public record Objective(Loss loss, double mixup) {
    public Objective {
        if (mixup < 0) {
            throw new IllegalArgumentException("mixup is not negative");
        }
    }

    /** The loss alone: nothing mixed. */
    public Objective(Loss loss) {
        this(loss, 0);
    }
}
