package io.kawara.serving;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.Outcome;

/**
 * What a model is given of one image, or why it is given nothing.
 *
 * @param value where {@code outcome} is ok, else null
 */
public record ModelInput<I>(I value, Outcome outcome, String reason) {
    public ModelInput {
        requireNonNull(outcome == Outcome.OK ? value : reason);
    }

    public static <I> ModelInput<I> of(I value) {
        return new ModelInput<>(value, Outcome.OK, null);
    }

    /** There is nothing to answer from. */
    public static <I> ModelInput<I> absent(String reason) {
        return new ModelInput<>(null, Outcome.ABSENT, reason);
    }

    public static <I> ModelInput<I> failed(String reason) {
        return new ModelInput<>(null, Outcome.FAILED, reason);
    }
}
