package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.Map;
import java.util.Set;

/**
 * A residual network that looks for each class at every place: for pictures strewn with small things, of which it is asked which are there.
 *
 * <p>Its map has one place for 8 x 8 pixels. With p the probability at a place, the picture holds the class unless no place does, 1 - &Pi;(1 - p), whose
 * logit is to first order the log of the sum of the places' exponentials. A global mean, as classifiers have, would let the empty places outvote the one
 * that counts. Any size of picture will do.
 *
 * <p>Options: {@code width} of the first layer (32), doubled by both stages; {@code blocks} of the second and wider stage (3); {@code dropout} before the last
 * layer (0); {@code places} (false: the picture's logits; true: the map's, {@code [classes, height / 8, width / 8]} in a row, to be trained with where
 * things are).
 */
public final class SpottingCnn implements Architecture {
    /** Pixels of both sides that one place of the map stands for. */
    public static final int STRIDE = 8;

    /** In training begin most places empty: the log odds of about one thing of a class in 250 places. */
    private static final float EMPTY = -5.5f;

    private static final double FIRST_DEVIATION = 0.01;

    private final int width;
    private final int blocks;
    private final double dropout;
    private final boolean places;

    SpottingCnn(Map<String, Object> options) {
        var known = new Options("spotting-cnn", options, Set.of("width", "blocks", "dropout", "places"));
        width = known.integer("width", 32, 1);
        blocks = known.integer("blocks", 3, 1);
        dropout = known.share("dropout", 0);
        places = known.flag("places", false);
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var shape = Architecture.images(input);
        var graph = new GraphBuilder("spotting-cnn", seed);
        var layers = new Layers(graph);
        var pixels = graph.images(shape.height(), shape.width(), shape.channels());
        var x = layers.normalize(pixels, shape.mean(), shape.std());
        // A wide first kernel sees through noise that differs from pixel to pixel.
        x = layers.convolution(x, "stem.conv", shape.channels(), width, 5, 2, 2);
        x = layers.relu(layers.batchNorm(x, "stem.bn", width));
        x = stage(layers, x, "stage1", width, 2);
        x = stage(layers, x, "stage2", 2 * width, blocks);
        var map = layers.pointwise(layers.dropout(x, dropout), "head", 4 * width, classes, FIRST_DEVIATION, EMPTY);
        if (!places) {
            return graph.build(layers.logSumExp(map, 2, 3), classes);
        }
        int cells = places(shape.height()) * places(shape.width());
        return graph.build(layers.flatten(map), classes * cells);
    }

    /** How many places there are along a side of so many pixels. */
    public static int places(int pixels) {
        return (pixels + STRIDE - 1) / STRIDE;
    }

    private static String stage(Layers layers, String x, String name, int from, int blocks) {
        var y = ResidualBlock.add(layers, x, name + ".0", from, 2 * from, 2);
        for (int block = 1; block < blocks; block++) {
            y = ResidualBlock.add(layers, y, name + "." + block, 2 * from, 2 * from, 1);
        }
        return y;
    }
}
