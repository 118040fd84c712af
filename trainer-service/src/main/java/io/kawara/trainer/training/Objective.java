package io.kawara.trainer.training;

import io.kawara.trainer.torch.Distillation;
import io.kawara.trainer.torch.Loss;
import io.kawara.trainer.torch.Reduction;

/**
 * What a training makes small.
 *
 * @param distillation null where there is no teacher
 */
public record Objective(Loss loss, Reduction reduction, Distillation distillation) {
    /** The mean loss against the targets alone. */
    public Objective(Loss loss) {
        this(loss, Reduction.MEAN, null);
    }
}
