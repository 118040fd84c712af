package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/**
 * Convolutions of several widths over embedded tokens, the strongest answer of each kept (Kim 2014).
 *
 * <p>The convolutions have no bias and see zeroes for padding, so however much padding a row carries, its answer stays
 * the same. Options: {@code width} of the embedding (128), {@code filters} a width (128), {@code dropout} (0.5).
 */
final class TextCnn implements Architecture {
    private static final int[] KERNELS = {2, 3, 4, 5};

    private final int width;
    private final int filters;
    private final double dropout;

    TextCnn(Map<String, Object> options) {
        var known = new Options("text-cnn", options, Set.of("width", "filters", "dropout"));
        width = known.integer("width", 128, 1);
        filters = known.integer("filters", 128, 1);
        dropout = known.share("dropout", 0.5);
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var shape = Architecture.tokens(input);
        var graph = new GraphBuilder("text-cnn", seed);
        var layers = new Layers(graph);
        var tokens = graph.tokens();
        var mask = layers.unsqueeze(layers.mask(tokens), 2);
        var embedded = layers.embedding(tokens, "embedding", shape.vocabulary(), width, 1);
        var rows = layers.transpose(layers.multiply(embedded, mask), 0, 2, 1);
        var strongest = new ArrayList<String>();
        for (var kernel : KERNELS) {
            var answers = layers.convolution1d(rows, "conv" + kernel, width, filters, kernel, kernel - 1);
            strongest.add(layers.max(layers.relu(answers), 2, false));
        }
        var features = layers.dropout(layers.concatenate(strongest, 1), dropout);
        return graph.build(layers.linear(features, "head", filters * KERNELS.length, classes), classes);
    }
}
