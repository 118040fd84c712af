package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Classifies boxes of a page by what is in and around them: a backbone sees the whole page once, and each box is given its part of two maps of features
 * (RoIAlign, He et al., Mask R-CNN, 2017), so that a character is read with its neighbours in view (lopuhin, Kuzushiji Recognition, 2019).
 *
 * <p>The boxes lie on the last two of three stages (strides 8 and 16 of {@code resnet18}), {@code side x side} of each, in a row; then dropout, a hidden
 * layer, dropout and batch normalisation, and the classes.
 *
 * <p>Options: {@code backbone} (resnet18; or small-cnn), its {@code width} (64 or 32), {@code stem} of resnet18 (4: as in the paper; 2: without the pool; 1:
 * one 3x3; so many pixels of the image to one of the first map), {@code side} (3), {@code hidden} (1024), {@code dropout} (0.5).
 */
final class RegionClassifier implements Architecture {
    private static final int LEVELS = 2;

    private final boolean residual;
    private final int width;
    private final int stem;
    private final int side;
    private final int hidden;
    private final double dropout;

    RegionClassifier(Map<String, Object> options) {
        var known = new Options(
                "region-classifier", options, Set.of("backbone", "width", "stem", "side", "hidden", "dropout"));
        residual = known.choice("backbone", List.of("resnet18", "small-cnn")).equals("resnet18");
        width = known.integer("width", residual ? 64 : 32, 1);
        stem = known.integer("stem", 4, 1);
        if (!Set.of(1, 2, 4).contains(stem)) {
            throw new IllegalArgumentException(
                    "option stem of architecture region-classifier is 1, 2 or 4, not " + stem);
        }
        if (!residual && options.containsKey("stem")) {
            throw new IllegalArgumentException("small-cnn has one stem: leave out option stem");
        }
        side = known.integer("side", 3, 1);
        hidden = known.integer("hidden", 1024, 1);
        dropout = known.share("dropout", 0.5);
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        var shape = Architecture.pages(input);
        var graph = new GraphBuilder("region-classifier", seed);
        var layers = new Layers(graph);
        var pixels = layers.normalize(graph.pictures(shape.channels()), shape.mean(), shape.std());
        var boxes = graph.boxes();
        var sides = layers.columns(boxes, 0, 4);
        // Served, a box has four numbers, and the sum of no column is page 0.
        var pages = layers.whole(layers.sum(layers.columns(boxes, 4, 5), 1, false));
        var levels = levels(layers, pixels, shape.channels());
        var parts = new ArrayList<String>();
        int features = 0;
        for (var level : levels.subList(levels.size() - LEVELS, levels.size())) {
            parts.add(layers.flatten(layers.roiAlign(level.map(), sides, pages, level.stride(), side)));
            features += level.channels() * side * side;
        }
        var x = layers.dropout(layers.concatenate(parts, 1), dropout);
        x = layers.dropout(layers.relu(layers.linear(x, "hidden", features, hidden)), dropout);
        x = layers.batchNorm(x, "hidden.bn", hidden);
        return graph.build("logits", layers.linear(x, "fc", hidden, classes), "K", classes);
    }

    private List<Level> levels(Layers layers, String pixels, int channels) {
        if (!residual) {
            return SmallCnn.levels(layers, pixels, channels, width, 4);
        }
        var stages = Resnet18.stages(layers, stem(layers, pixels, channels), width, 3);
        return List.of(new Level(stages.get(1), 2 * width, 2 * stem), new Level(stages.get(2), 4 * width, 4 * stem));
    }

    private String stem(Layers layers, String pixels, int channels) {
        if (stem == 4) {
            return Resnet18.stem(layers, pixels, channels, width);
        }
        var seen = stem == 2
                ? layers.convolution(pixels, "conv1", channels, width, 7, 2, 3)
                : layers.convolution(pixels, "conv1", channels, width, 3, 1, 1);
        return layers.relu(layers.batchNorm(seen, "bn1", width));
    }
}
