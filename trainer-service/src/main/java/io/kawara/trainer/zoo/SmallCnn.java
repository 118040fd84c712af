package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.ArrayList;
import java.util.List;
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
        var last = levels(layers, x, shape.channels(), width, stages).get(stages - 1);
        var features = layers.dropout(layers.globalAveragePool(last.map()), dropout);
        return graph.build(layers.linear(features, "head", last.channels(), classes), classes);
    }

    /** What comes out of each of the first stages. */
    static List<Level> levels(Layers layers, String x, int channels, int width, int stages) {
        var map = layers.convolution(x, "stem.conv", channels, width, 3, 2, 1);
        map = layers.relu(layers.batchNorm(map, "stem.bn", width));
        var levels = new ArrayList<Level>();
        int from = width;
        for (int stage = 1; stage <= stages; stage++) {
            // Wider by half, not double: few images do not fill more, and the last stages hold most numbers.
            int to = stage == 1 ? width : from * 3 / 2;
            map = ResidualBlock.add(layers, map, "stage" + stage, from, to, stage == 1 ? 1 : 2);
            levels.add(new Level(map, to, 1 << stage));
            from = to;
        }
        return levels;
    }
}
