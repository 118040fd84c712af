package io.kawara.trainer.training;

import java.util.OptionalDouble;

/** What the learning rate is multiplied with at each step. */
public sealed interface Schedule permits ByEpoch, Constant, Cosine, OneCycle, Warmup {
    /** The factor at a step, counted from 0, of so many. */
    double factor(int step, int steps);

    /** The momentum (Adam's first beta) at a step, where the schedule has a say in it. */
    default OptionalDouble momentum(int step, int steps) {
        return OptionalDouble.empty();
    }
}
