package io.kawara.trainer.torch;

/** What becomes of the losses of a batch's rows. */
public enum Reduction {
    MEAN,
    /** The sum, so that a step grows with the batch. */
    SUM
}
