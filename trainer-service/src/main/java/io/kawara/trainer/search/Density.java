package io.kawara.trainer.search;

import java.util.SplittableRandom;

/** How dense trials lie over the values of one key. */
sealed interface Density permits Frequencies, ParzenEstimator {
    /** A coordinate, the likelier the denser trials lie there. */
    double draw(SplittableRandom random);

    /** The logarithm of the density at a coordinate. */
    double log(double at);

    /**
     * What each of so many trials counts, in their order: the last 25 alike, older ones less the older they are, so that a
     * search forgets where it began.
     */
    static double[] weights(int trials) {
        var weights = new double[trials];
        int old = trials - 25;
        for (int i = 0; i < trials; i++) {
            weights[i] = i >= old || old < 2 ? 1 : 1.0 / trials + (1 - 1.0 / trials) * i / (old - 1);
        }
        return weights;
    }
}
