package io.kawara.trainer.training;

import java.util.OptionalDouble;

/**
 * Up in a line for some steps, then as another schedule says (which keeps counting all steps).
 *
 * @param warm how many steps, less than there are
 * @param from the factor of the first step; 0 stands for one step's share, so that no step is without effect
 */
public record Warmup(int warm, double from, Schedule then) implements Schedule {
    public Warmup {
        if (warm < 1 || !(from >= 0 && from <= 1)) {
            throw new IllegalArgumentException(
                    "a warm-up wants at least one step and a start in [0,1], not %d and %s".formatted(warm, from));
        }
    }

    @Override
    public double factor(int step, int steps) {
        if (step >= warm) {
            return then.factor(step, steps);
        }
        return from == 0 ? (step + 1.0) / warm : from + (1 - from) * step / warm;
    }

    @Override
    public OptionalDouble momentum(int step, int steps) {
        return then.momentum(step, steps);
    }
}
