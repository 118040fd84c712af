package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.Map;
import java.util.Set;

/**
 * A narrow residual network for images of 64 to 128 pixels and few of them: a quick stem, then one block a stage.
 *
 * <p>Options: {@code width} of the first stage (32: 0.3 million numbers), {@code stages} (4), {@code dropout} before the
 * last layer (0.1).
 */
final class SmallCnn implements Architecture {
    private final int width;
    private final int stages;
    private final double dropout;

    SmallCnn(Map<String, Object> options) {
        var known = new Options("small-cnn", options, Set.of("width", "stages", "dropout"));
        width = known.integer("width", 32, 1);
        stages = known.integer("stages", 4, 1);
        dropout = known.share("dropout", 0.1);
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var shape = Architecture.images(input);
        var graph = new GraphBuilder("small-cnn", seed);
        var layers = new Layers(graph);
        var pixels = graph.images(shape.height(), shape.width(), shape.channels());
        var x = layers.normalize(pixels, shape.mean(), shape.std());
        x = layers.convolution(x, "stem.conv", shape.channels(), width, 3, 2, 1);
        x = layers.relu(layers.batchNorm(x, "stem.bn", width));
        var channels = width;
        for (int stage = 1; stage <= stages; stage++) {
            // Wider by half, not double: few images do not fill more, and the last stages hold most numbers.
            var wider = stage == 1 ? width : channels * 3 / 2;
            x = ResidualBlock.add(layers, x, "stage" + stage, channels, wider, stage == 1 ? 1 : 2);
            channels = wider;
        }
        var features = layers.dropout(layers.globalAveragePool(x), dropout);
        return graph.build(layers.linear(features, "head", channels, classes), classes);
    }
}
