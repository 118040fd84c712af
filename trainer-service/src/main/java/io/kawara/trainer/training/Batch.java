package io.kawara.trainer.training;

import io.kawara.trainer.graph.Input;

/**
 * Examples with what should be answered for each.
 *
 * @param targets {@code [count, classes]}: a one or a distribution over the classes of each row, or independent
 *     zeroes and ones for several labels
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, not copied, and never compared
public record Batch(Input input, float[] targets) {
    public Batch {
        if (input.count() == 0 || targets.length % input.count() != 0) {
            throw new IllegalArgumentException("%d targets for %d examples".formatted(targets.length, input.count()));
        }
    }
}
