package io.kawara.trainer.training;

import java.util.OptionalDouble;

/** What the learning rate is multiplied with at each step. */
public sealed interface Schedule permits ByEpoch, Constant, Cosine, Held, MultiStep, OneCycle, Plateau, Warmup {
    double factor(Moment at);

    /** The momentum (Adam's first beta), where the schedule has a say in it. */
    default OptionalDouble momentum(Moment at) {
        return OptionalDouble.empty();
    }
}
