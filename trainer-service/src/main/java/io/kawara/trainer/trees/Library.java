package io.kawara.trainer.trees;

/** Grows trees. The same rows and settings give the same trees, with as many threads. */
interface Library {
    String name();

    /**
     * Grows trees on some rows until others are predicted no better for a while, and keeps them as they were when those were predicted best.
     *
     * @param watch is told of every round; where it does not want to go on, the trees of the best round so far are answered
     */
    Forest train(Examples learnt, Examples held, Watch watch);

    /** Hears of the rounds. */
    interface Watch {
        /** Answers whether to go on. */
        boolean round(int round, double logLoss, double error);

        /** Wants all rounds. */
        Watch PATIENT = (round, logLoss, error) -> true;
    }
}
