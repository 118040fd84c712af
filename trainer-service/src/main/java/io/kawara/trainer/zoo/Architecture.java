package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import java.util.List;
import java.util.Map;

/** Builds an untrained network. */
public interface Architecture {
    /**
     * A graph with first weights drawn from the seed: input {@code image} (uint8, {@code [N, H, W, C]}) or {@code
     * tokens} (int64, {@code [N, L]}, 0 is padding), output {@code logits} ({@code [N, classes]}).
     */
    Graph build(InputShape input, int classes, long seed);

    /** The names that {@link #of} knows. */
    static List<String> names() {
        return List.of("resnet18", "small-cnn", "ngram-linear", "text-cnn", "text-transformer");
    }

    /** The architecture of a name with options; an unknown name or option is an error that names it and what there is. */
    static Architecture of(String name, Map<String, Object> options) {
        return (input, classes, seed) -> {
            throw new UnsupportedOperationException(name + options);
        };
    }
}
