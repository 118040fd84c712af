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
    }
}
