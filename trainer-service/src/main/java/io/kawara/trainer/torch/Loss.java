package io.kawara.trainer.torch;

/** What is made small: a number for each row, and the mean of these over a batch. */
public sealed interface Loss {
    /** Softmax cross-entropy against each row's distribution over the classes. */
    Loss CROSS_ENTROPY = new CrossEntropy(0);
    /** Sigmoid cross-entropy of any number of labels each. */
    Loss BINARY_CROSS_ENTROPY = new BinaryCrossEntropy();

    /**
     * Softmax cross-entropy against a distribution.
     *
     * @param smoothing the share of each target that goes to the other classes, each getting one of (classes - 1) parts,
     *     in [0,1)
     */
    record CrossEntropy(double smoothing) implements Loss {
        public CrossEntropy {
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException("label smoothing is in [0,1), not " + smoothing);
            }
        }
    }

    /** Sigmoid cross-entropy, the mean over a row's labels. */
    record BinaryCrossEntropy() implements Loss {}
}
