package io.kawara.trainer.training;

import java.util.OptionalDouble;

/**
 * Another schedule, and from some epoch on one rate, as a mean over the steps of the weights wants it (Izmailov et al. 2018).
 *
 * @param epochs that the other schedule runs for
 * @param rate the factor from then on; empty for the other schedule's at that moment
 */
public record Held(int epochs, OptionalDouble rate, Schedule before) implements Schedule {
    @Override
    public double factor(Moment at) {
        return isHeld(at) ? rate.orElseGet(() -> before.factor(at.atBeginningOf(epochs))) : before.factor(at);
    }

    @Override
    public OptionalDouble momentum(Moment at) {
        return before.momentum(isHeld(at) ? at.atBeginningOf(epochs) : at);
    }

    private boolean isHeld(Moment at) {
        return at.epoch() >= epochs;
    }
}
