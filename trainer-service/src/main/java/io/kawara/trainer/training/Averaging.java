package io.kawara.trainer.training;

/** Which mean of the weights over the steps is evaluated and kept instead of them. */
public sealed interface Averaging {
    /** No mean: the weights themselves. */
    Averaging NONE = new None();

    /** See {@link #NONE}. */
    record None() implements Averaging {}

    /**
     * The exponential moving average, followed after every step.
     *
     * @param decay the mean's own share in a step, in (0,1)
     */
    record Ema(double decay) implements Averaging {
        public Ema {
            if (!(decay > 0 && decay < 1)) {
                throw new IllegalArgumentException("the running mean's decay is in (0,1), not " + decay);
            }
        }

        /**
         * How much of the way to the weights of the moment the mean goes: in the first steps more, so that the first
         * weights are forgotten.
         *
         * @param step counted from 1
         */
        double share(int step) {
            return 1 - Math.min(decay, (1.0 + step) / (10 + step));
        }
    }

    /**
     * The mean of the weights at the ends of the last epochs (Izmailov et al. 2018), which takes their place when the
     * training ends; running statistics of batch normalisation are estimated anew for it.
     *
     * @param start the share of the epochs before those whose ends count, in [0,1)
     */
    record Swa(double start) implements Averaging {
        public Swa {
            if (!(start >= 0 && start < 1)) {
                throw new IllegalArgumentException(
                        "the share of epochs that are not averaged is in [0,1), not " + start);
            }
        }

        /** How many epochs, of so many, come before those whose ends count. */
        public int before(int epochs) {
            return (int) (start * epochs + 1e-9); // 0.29 * 100 is a little less than 29
        }
    }
}
