package io.kawara.trainer.training;

/**
 * Half a cosine, from 1 down to a floor (SGDR without restarts, Loshchilov and Hutter 2016).
 *
 * @param floor what is left of the rate at the end, in [0,1]
 */
public record Cosine(double floor) implements Schedule {
    public Cosine {
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("a cosine's floor is a share of the rate in [0,1], not " + floor);
        }
    }

    @Override
    public double factor(int step, int steps) {
        return floor + (1 - floor) / 2 * (1 + Math.cos(Math.PI * step / steps));
    }
}
