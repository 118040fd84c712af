package io.kawara.trainer.training;

import java.util.OptionalDouble;

/**
 * Up in a line, then as another schedule says.
 *
 * @param length how long it goes up, in the unit
 * @param from the factor of the first step; 0 stands for one step's share, so that no step is without effect
 * @param to the factor that the line would reach with the first step after it
 * @param apart whether the other schedule begins after it, rather than counting all steps
 */
public record Warmup(double length, Unit unit, double from, double to, boolean apart, Schedule then)
        implements Schedule {
    /** What a warm-up's length is given in. */
    public enum Unit {
        STEPS,
        EPOCHS,
        /** Of all steps. */
        SHARE
    }

    public Warmup {
        if (!(length > 0) || !(from >= 0) || !(to > 0 && from <= to)) {
            throw new IllegalArgumentException(
                    "a warm-up takes longer than nothing, and goes up from at least 0: not %s long, from %s to %s"
                            .formatted(length, from, to));
        }
    }

    /** To the full rate; the other schedule counts all steps. */
    public Warmup(double length, Unit unit, double from, Schedule then) {
        this(length, unit, from, 1, false, then);
    }

    @Override
    public double factor(Moment at) {
        var warm = steps(at);
        if (at.step() >= warm) {
            return then.factor(rest(at, warm));
        }
        return from == 0 ? to * (at.step() + 1) / warm : from + (to - from) * at.step() / warm;
    }

    @Override
    public OptionalDouble momentum(Moment at) {
        return then.momentum(rest(at, steps(at)));
    }

    private Moment rest(Moment at, int warm) {
        return apart ? at.without(warm) : at;
    }

    private int steps(Moment at) {
        return (int)
                switch (unit) {
                    case STEPS -> length;
                    case EPOCHS -> length * at.stepsPerEpoch();
                    case SHARE -> length * at.steps();
                };
    }
}
