package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small transformer encoder, normalising before each part (Xiong et al. 2020), the mean of its tokens classified.
 *
 * <p>Padding is neither attended to nor counted. Options: {@code width} (128), {@code layers} (3), {@code heads} (4),
 * {@code dropout} (0.1).
 */
final class TextTransformer implements Architecture {
    private static final double DEVIATION = 0.02;

    private final int width;
    private final int depth;
    private final int heads;
    private final double dropout;

    TextTransformer(Map<String, Object> options) {
        var known = new Options("text-transformer", options, Set.of("width", "layers", "heads", "dropout"));
        width = known.integer("width", 128, 1);
        depth = known.integer("layers", 3, 1);
        heads = known.integer("heads", 4, 1);
        dropout = known.share("dropout", 0.1);
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "a text-transformer's width is a multiple of its heads, unlike %d of %d".formatted(width, heads));
        }
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var shape = Architecture.tokens(input);
        var graph = new GraphBuilder("text-transformer", seed);
        var layers = new Layers(graph);
        var tokens = graph.tokens();
        var mask = layers.mask(tokens);
        // Positions are counted off the mask, so that no shape needs to be known.
        var positions =
                graph.op("Cast", List.of(graph.op("CumSum", List.of(mask, graph.constantIndex(1)))), "to", (long)
                        ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64_VALUE);
        var x = layers.add(
                layers.embedding(tokens, "tokens.embedding", shape.vocabulary(), width, DEVIATION),
                layers.embedding(positions, "positions.embedding", shape.length() + 1, width, DEVIATION));
        x = layers.dropout(x, dropout);
        // 0 for a token, -10,000 for padding: exp of that is 0, and a row of padding alone stays finite.
        var barrier = layers.unsqueeze(
                layers.unsqueeze(layers.multiply(layers.add(mask, graph.constant(-1)), graph.constant(10_000)), 1), 1);
        for (int layer = 0; layer < depth; layer++) {
            var name = "layer" + layer;
            var normal = layers.layerNorm(x, name + ".norm1", width);
            x = layers.add(x, layers.dropout(attention(graph, layers, normal, barrier, name + ".attention"), dropout));
            normal = layers.layerNorm(x, name + ".norm2", width);
            x = layers.add(x, layers.dropout(feedForward(layers, normal, name + ".feedforward"), dropout));
        }
        x = layers.layerNorm(x, "norm", width);
        var column = layers.unsqueeze(mask, 2);
        var sum = layers.sum(layers.multiply(x, column), 1, false);
        var count = graph.op("Max", List.of(layers.sum(mask, 1, true), graph.constant(1)));
        var mean = layers.dropout(layers.divide(sum, count), dropout);
        return graph.build(layers.linear(mean, "head", width, classes), classes);
    }

    /** Multi-head self-attention (Vaswani et al. 2017) over {@code [N, L, width]}. */
    private String attention(GraphBuilder graph, Layers layers, String x, String barrier, String name) {
        var each = width / heads;
        var query = heads(layers, layers.projection(x, name + ".query", width, width, DEVIATION), 0, 2, 1, 3);
        var key = heads(layers, layers.projection(x, name + ".key", width, width, DEVIATION), 0, 2, 3, 1);
        var value = heads(layers, layers.projection(x, name + ".value", width, width, DEVIATION), 0, 2, 1, 3);
        var scores = layers.multiply(layers.matmul(query, key), graph.constant((float) (1 / Math.sqrt(each))));
        var attended = layers.matmul(layers.softmax(layers.add(scores, barrier), -1), value);
        var joined = layers.reshape(layers.transpose(attended, 0, 2, 1, 3), 0, 0, width);
        return layers.projection(joined, name + ".out", width, width, residual());
    }

    private String heads(Layers layers, String x, long... order) {
        return layers.transpose(layers.reshape(x, 0, 0, heads, width / heads), order);
    }

    private String feedForward(Layers layers, String x, String name) {
        var wide = layers.gelu(layers.projection(x, name + ".up", width, 4 * width, DEVIATION));
        return layers.projection(wide, name + ".down", 4 * width, width, residual());
    }

    /** What is added to the stream starts smaller the deeper the network is, as in GPT-2. */
    private double residual() {
        return DEVIATION / Math.sqrt(2.0 * depth);
    }
}
