package io.kawara.trainer.training;

import io.kawara.trainer.torch.Loss;

/**
 * What a training makes small.
 *
 * @param labelSmoothing the share taken from the true class and spread over the others, in [0,1)
 * @param mixup alpha of the Beta distribution by which two images are mixed; 0 mixes none
 */
public record Objective(Loss loss, double labelSmoothing, double mixup) {
    public Objective {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1) || mixup < 0) {
            throw new IllegalArgumentException("label smoothing is in [0,1), mixup not negative");
        }
        if (labelSmoothing > 0 && loss != Loss.CROSS_ENTROPY) {
            throw new IllegalArgumentException("label smoothing is for one label each");
        }
    }

    /** The loss as it is: nothing smoothed, nothing mixed. */
    public Objective(Loss loss) {
        this(loss, 0, 0);
    }
}
