package io.kawara.trainer.torch;

import java.util.List;

/**
 * How a graph is run in training.
 *
 * @param frozen initialisers whose names begin with one of these are not trained, and batch normalisation by them keeps
 *     its running statistics and goes by them, as in serving
 */
public record NetworkSettings(Loss loss, Precision precision, List<String> frozen) {
    public NetworkSettings {
        frozen = List.copyOf(frozen);
    }

    /** All weights, in 32-bit floats. */
    public static NetworkSettings of(Loss loss) {
        return new NetworkSettings(loss, Precision.FLOAT32, List.of());
    }

    /** The same settings in another precision. */
    public NetworkSettings with(Precision other) {
        return new NetworkSettings(loss, other, frozen);
    }

    /** The same settings with these prefixes frozen. */
    public NetworkSettings frozen(String... prefixes) {
        return new NetworkSettings(loss, precision, List.of(prefixes));
    }

    boolean isFrozen(String weight) {
        return frozen.stream().anyMatch(weight::startsWith);
    }
}
