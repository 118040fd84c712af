package io.kawara.trainer.torch;

/** What is made small: the mean over a batch. */
public enum Loss {
    /** One label each: softmax cross-entropy against a distribution. */
    CROSS_ENTROPY,
    /** Any number of labels each: sigmoid cross-entropy, the mean over all cells. */
    BINARY_CROSS_ENTROPY
}
