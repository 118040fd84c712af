package io.kawara.trainer.training;

import java.util.OptionalDouble;

/** Another schedule, moved on only as epochs begin. */
public record ByEpoch(int epochs, Schedule then) implements Schedule {
    public ByEpoch {
        if (epochs < 1) {
            throw new IllegalArgumentException("a schedule by epoch wants at least one, not " + epochs);
        }
    }

    @Override
    public double factor(int step, int steps) {
        return then.factor(epoch(step, steps), epochs);
    }

    @Override
    public OptionalDouble momentum(int step, int steps) {
        return then.momentum(epoch(step, steps), epochs);
    }

    private int epoch(int step, int steps) {
        return Math.toIntExact((long) step * epochs / steps);
    }
}
