package io.kawara.trainer.torch;

/**
 * What the rows of a batch should be answered.
 *
 * @param targets {@code [count, classes]}
 * @param weights {@code [count]}: what each row's loss is multiplied by; null where all count 1
 * @param teacher {@code [count, classes]}: the probabilities that a teacher gave; null where there is none or where it is
 *     asked itself
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, not copied, and never compared
public record Aims(float[] targets, float[] weights, float[] teacher) {
    /** Rows that all count the same. */
    public Aims(float[] targets) {
        this(targets, null, null);
    }
}
