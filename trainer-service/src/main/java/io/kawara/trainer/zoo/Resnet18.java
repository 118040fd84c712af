package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ResNet-18 (He et al. 2015, table 1), its width and stem free.
 *
 * <p>Options: {@code width} of the first stage (64), {@code smallImages} (false: a 7x7 stem of stride 2 and a pool; true:
 * one 3x3, as for CIFAR), {@code dropout} before the last layer (0), {@code head} (linear; or cosine: see {@link Layers#cosine}), {@code scale} of
 * a cosine head (20).
 */
final class Resnet18 implements Architecture {
    private static final int STAGES = 4;
    private static final int BLOCKS = 2;

    private final int width;
    private final boolean smallImages;
    private final double dropout;
    private final boolean cosine;
    private final double scale;

    Resnet18(Map<String, Object> options) {
        var known = new Options("resnet18", options, Set.of("width", "smallImages", "dropout", "head", "scale"));
        width = known.integer("width", 64, 1);
        smallImages = known.flag("smallImages", false);
        dropout = known.share("dropout", 0);
        cosine = known.choice("head", List.of("linear", "cosine")).equals("cosine");
        scale = known.positive("scale", 20);
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var shape = Architecture.images(input);
        var graph = new GraphBuilder("resnet18", seed);
        var layers = new Layers(graph);
        var pixels = graph.images(shape.height(), shape.width(), shape.channels());
        var planes = layers.normalize(pixels, shape.mean(), shape.std());
        var stem = smallImages
                ? smallStem(layers, planes, shape.channels())
                : stem(layers, planes, shape.channels(), width);
        var x = stages(layers, stem, width).get(STAGES - 1);
        var channels = width << (STAGES - 1);
        var features = layers.dropout(layers.globalAveragePool(x), dropout);
        var logits = cosine
                ? layers.cosine(features, "fc", channels, classes, scale)
                : layers.linear(features, "fc", channels, classes);
        return graph.build(logits, classes);
    }

    private String smallStem(Layers layers, String x, int channels) {
        return layers.relu(layers.batchNorm(layers.convolution(x, "conv1", channels, width, 3, 1, 1), "bn1", width));
    }

    /** To a quarter of both sides, in {@code width} channels. */
    static String stem(Layers layers, String x, int channels, int width) {
        var wide = layers.convolution(x, "conv1", channels, width, 7, 2, 3);
        return layers.maxPool(layers.relu(layers.batchNorm(wide, "bn1", width)), 3, 2, 1);
    }

    /** What comes out of each stage, each twice as wide as the one before and half as large. */
    static List<String> stages(Layers layers, String stem, int width) {
        return stages(layers, stem, width, STAGES);
    }

    /** Of the first stages alone. */
    static List<String> stages(Layers layers, String stem, int width, int count) {
        var stages = new ArrayList<String>();
        var x = stem;
        var channels = width;
        for (int stage = 1; stage <= count; stage++) {
            var wider = width << (stage - 1);
            for (int block = 0; block < BLOCKS; block++) {
                var stride = stage > 1 && block == 0 ? 2 : 1;
                x = ResidualBlock.add(layers, x, "layer" + stage + "." + block, channels, wider, stride);
                channels = wider;
            }
            stages.add(x);
        }
        return stages;
    }
}
