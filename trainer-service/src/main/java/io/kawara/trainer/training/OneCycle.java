package io.kawara.trainer.training;

import java.util.OptionalDouble;

/**
 * Up in a line for a share of the steps, down in a line for the rest; the momentum goes the other way (Smith 2018).
 *
 * @param rise share of the steps before the top, in (0,1)
 * @param start the first rate is the top divided by this
 * @param end the last rate is the first divided by this
 * @param cycleMomentum whether the momentum goes from 0.95 to 0.85 and back
 */
public record OneCycle(double rise, double start, double end, boolean cycleMomentum) implements Schedule {
    private static final double HIGH_MOMENTUM = 0.95;
    private static final double LOW_MOMENTUM = 0.85;

    /** 30 % up from a 25th, down to a 30th of that. */
    public OneCycle() {
        this(0.3, 25, 30, true);
    }

    public OneCycle {
        if (!(rise > 0 && rise < 1 && start >= 1 && end >= 1)) {
            throw new IllegalArgumentException(
                    "one cycle wants rise in (0,1), start and end of at least 1, not %s, %s, %s"
                            .formatted(rise, start, end));
        }
    }

    @Override
    public double factor(Moment at) {
        return between(at, 1 / start, 1, 1 / (start * end));
    }

    @Override
    public OptionalDouble momentum(Moment at) {
        return cycleMomentum
                ? OptionalDouble.of(between(at, HIGH_MOMENTUM, LOW_MOMENTUM, HIGH_MOMENTUM))
                : OptionalDouble.empty();
    }

    private double between(Moment at, double first, double top, double last) {
        var step = at.step();
        var up = Math.max(rise * at.steps() - 1, 1e-9); // a training of very few steps starts at the top
        var down = Math.max(at.steps() - 1 - up, 1e-9);
        return step <= up ? first + (top - first) * step / up : top + (last - top) * Math.min((step - up) / down, 1);
    }
}
