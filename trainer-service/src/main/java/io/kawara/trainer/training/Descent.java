package io.kawara.trainer.training;

import io.kawara.trainer.torch.Groups;
import io.kawara.trainer.torch.Optimizer;
import java.util.List;

/**
 * How the weights move.
 *
 * @param groups which of them at which rate
 * @param accumulate batches whose mean gradient a step follows, as if they were one
 * @param clipNorm the global gradient norm is cut to this; 0 cuts nothing
 * @param frozen initialisers that begin with one of these do not move
 */
public record Descent(
        Optimizer optimizer, Groups groups, Schedule schedule, int accumulate, double clipNorm, List<String> frozen) {
    public Descent {
        if (accumulate < 1) {
            throw new IllegalArgumentException("a step follows at least one batch, not " + accumulate);
        }
        if (!(clipNorm >= 0)) {
            throw new IllegalArgumentException("a clip norm is not negative, unlike " + clipNorm);
        }
        frozen = List.copyOf(frozen);
    }

    /** All weights move, and as far as their gradients say. */
    public Descent(Optimizer optimizer, Schedule schedule) {
        this(optimizer, Groups.PLAIN, schedule, 1, 0, List.of());
    }
}
