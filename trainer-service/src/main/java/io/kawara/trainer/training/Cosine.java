package io.kawara.trainer.training;

/**
 * Half a cosine from 1 down to a floor, any number of times (SGDR, Loshchilov and Hutter 2016); then the floor.
 *
 * @param floor what is left of the rate at the end of each, in [0,1]
 * @param cycles how many there are
 * @param period epochs that the first one takes; 0 for as many as let the last end with the training
 * @param multiply how much longer each is than the one before it
 */
public record Cosine(double floor, int cycles, double period, double multiply) implements Schedule {
    public Cosine {
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("a cosine's floor is a share of the rate in [0,1], not " + floor);
        }
        if (cycles < 1 || !(period >= 0) || !(multiply > 0)) {
            throw new IllegalArgumentException(
                    "a cosine has at least one cycle, no negative period, and cycles above 0 times as long");
        }
    }

    /** One over the whole training. */
    public Cosine(double floor) {
        this(floor, 1, 0, 1);
    }

    @Override
    public double factor(Moment at) {
        var length = period > 0 ? period * at.stepsPerEpoch() : at.steps() / lengths();
        double begun = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            if (at.step() < begun + length || (period == 0 && cycle == cycles - 1)) {
                return floor + (1 - floor) / 2 * (1 + Math.cos(Math.PI * (at.step() - begun) / length));
            }
            begun += length;
            length *= multiply;
        }
        return floor;
    }

    /** The length of all cycles over that of the first. */
    private double lengths() {
        double sum = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            sum += Math.pow(multiply, cycle);
        }
        return sum;
    }
}
