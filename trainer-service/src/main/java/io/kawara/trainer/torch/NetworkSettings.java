package io.kawara.trainer.torch;

import java.util.List;

/**
 * How a graph is run in training.
 *
 * @param distillation null where there is no teacher
 * @param segments in which the graph is computed, all but the last once more for the gradients; 1 keeps all values
 * @param replicas among which a batch's rows are dealt, each in a thread; 1 for none
 * @param frozen initialisers whose names begin with one of these are not trained, and batch normalisation by them keeps
 *     its running statistics and goes by them, as in serving
 */
public record NetworkSettings(
        Loss loss,
        Reduction reduction,
        Distillation distillation,
        Precision precision,
        int segments,
        int replicas,
        List<String> frozen) {
    public NetworkSettings {
        if (segments < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "a graph has at least one segment and one replica, not " + segments + " and " + replicas);
        }
        frozen = List.copyOf(frozen);
    }

    /** The mean loss, all weights, 32-bit floats. */
    public static NetworkSettings of(Loss loss) {
        return new NetworkSettings(loss, Reduction.MEAN, null, Precision.FLOAT32, 1, 1, List.of());
    }

    /** The same settings with another reduction. */
    public NetworkSettings with(Reduction other) {
        return new NetworkSettings(loss, other, distillation, precision, segments, replicas, frozen);
    }

    /** The same settings with a teacher. */
    public NetworkSettings with(Distillation other) {
        return new NetworkSettings(loss, reduction, other, precision, segments, replicas, frozen);
    }

    /** The same settings in another precision. */
    public NetworkSettings with(Precision other) {
        return new NetworkSettings(loss, reduction, distillation, other, segments, replicas, frozen);
    }

    /** The same settings in so many segments. */
    public NetworkSettings segmented(int number) {
        return new NetworkSettings(loss, reduction, distillation, precision, number, replicas, frozen);
    }

    /** The same settings with so many replicas. */
    public NetworkSettings replicated(int number) {
        return new NetworkSettings(loss, reduction, distillation, precision, segments, number, frozen);
    }

    /** The same settings with these prefixes frozen. */
    public NetworkSettings frozen(String... prefixes) {
        return new NetworkSettings(loss, reduction, distillation, precision, segments, replicas, List.of(prefixes));
    }

    boolean isFrozen(String weight) {
        return frozen.stream().anyMatch(weight::startsWith);
    }
}
