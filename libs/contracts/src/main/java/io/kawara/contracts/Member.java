package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

/** A model's part in a pipeline: which stage runs it and how much its vote counts. */
public record Member(String model, Stage stage, double weight) {
    public Member {
        requireNonNull(model, "model");
        requireNonNull(stage, "stage of " + model);
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight of " + model + " must be a number above 0: " + weight);
        }
    }
}
