package io.kawara.trainer.training;

/** The same rate to the end. */
public record Constant() implements Schedule {
    @Override
    public double factor(int step, int steps) {
        return 1;
    }
}
