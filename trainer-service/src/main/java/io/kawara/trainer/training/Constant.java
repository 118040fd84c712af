package io.kawara.trainer.training;

/** The same rate to the end. */
public record Constant() implements Schedule {
    @Override
    public double factor(Moment at) {
        return 1;
    }
}
