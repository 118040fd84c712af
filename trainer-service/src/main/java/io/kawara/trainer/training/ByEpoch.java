package io.kawara.trainer.training;

import java.util.OptionalDouble;

/** Another schedule, moved on only as epochs begin. */
public record ByEpoch(Schedule then) implements Schedule {
    @Override
    public double factor(Moment at) {
        return then.factor(at.byEpoch());
    }

    @Override
    public OptionalDouble momentum(Moment at) {
        return then.momentum(at.byEpoch());
    }
}
