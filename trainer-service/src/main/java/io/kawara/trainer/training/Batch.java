package io.kawara.trainer.training;

import io.kawara.trainer.graph.Input;

/**
 * Examples with what should be answered for each.
 *
 * @param targets {@code [count, classes]}: a one or a distribution over the classes of each row, or independent
 *     zeroes and ones for several labels
 * @param weights {@code [count]}: what each row's loss is multiplied by; null where all count 1
 * @param teacher {@code [count, classes]}: the probabilities that a teacher gave each row; null where none did
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, not copied, and never compared
public record Batch(Input input, float[] targets, float[] weights, float[] teacher) {
    public Batch {
        if (input.count() == 0 || targets.length % input.count() != 0) {
            throw new IllegalArgumentException("%d targets for %d examples".formatted(targets.length, input.count()));
        }
        if (weights != null && weights.length != input.count()) {
            throw new IllegalArgumentException("%d weights for %d examples".formatted(weights.length, input.count()));
        }
        if (teacher != null && teacher.length != targets.length) {
            throw new IllegalArgumentException(
                    "%d of a teacher's probabilities for %d targets".formatted(teacher.length, targets.length));
        }
    }

    /** Examples that all count the same. */
    public Batch(Input input, float[] targets) {
        this(input, targets, null);
    }

    /** Examples without a teacher. */
    public Batch(Input input, float[] targets, float[] weights) {
        this(input, targets, weights, null);
    }
}
