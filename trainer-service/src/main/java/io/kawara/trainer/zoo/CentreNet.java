package io.kawara.trainer.zoo;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A detector of small things of one kind, without anchors: of each place it says whether it is the middle of one (Zhou et al., Objects as Points, 2019)
 * and how far the sides are (Tian et al., FCOS, 2019), over a pyramid of features that is read top down (Lin et al., FPN, 2017).
 *
 * <p>Takes images of any height and width that are multiples of 32. Output {@code maps}, float32 {@code [N, 5, H / 4, W / 4]}: the logit of a middle, and
 * the pixels to the left, upper, right and lower side.
 *
 * <p>Options: {@code backbone} (lean: two 3x3 of stride 2, then stages of 1, 2, 2, 2 residual blocks, 1, 2, 4, 6 times as wide as the first; or resnet18),
 * {@code width} of its first stage (32, of resnet18 64), {@code neck} (48), the channels of the pyramid and the head.
 */
public final class CentreNet implements Architecture {
    /** Pixels between neighbouring places. */
    public static final int STRIDE = 4;

    /** In training begin most places empty: a middle in about 100. */
    private static final float EMPTY = -4.6f;

    /** Distances begin at 12 pixels, and are from a twentieth to a thousand. */
    private static final float NEAR = 1.1f;

    private static final float LEAST = -4.4f;
    private static final float MOST = 5.5f;

    private static final int[] WIDTHS = {1, 2, 4, 6};
    private static final int[] BLOCKS = {1, 2, 2, 2};

    private static final double FIRST_DEVIATION = 0.01;

    private final boolean lean;
    private final int width;
    private final int neck;

    CentreNet(Map<String, Object> options) {
        var known = new Options("centre-net", options, Set.of("backbone", "width", "neck"));
        lean = known.choice("backbone", List.of("lean", "resnet18")).equals("lean");
        width = known.integer("width", lean ? 32 : 64, 2);
        neck = known.integer("neck", 48, 1);
    }

    @Override
    public Graph build(InputShape input, int classes, long seed) {
        if (classes != 1) {
            throw new IllegalArgumentException(
                    "centre-net finds things of one kind on pages, it cannot tell " + classes + " classes apart");
        }
        var shape = Architecture.images(input);
        var graph = new GraphBuilder("centre-net", seed);
        var layers = new Layers(graph);
        var planes = layers.normalize(graph.pictures(shape.channels()), shape.mean(), shape.std());
        var x = pyramid(
                layers, lean ? lean(layers, planes, shape.channels()) : resnet(layers, planes, shape.channels()));
        x = convolved(layers, x, "head", neck, neck, 1);
        var score = layers.pointwise(x, "score", neck, 1, FIRST_DEVIATION, EMPTY);
        var sides = layers.pointwise(x, "sides", neck, 4, FIRST_DEVIATION, NEAR);
        var pixels = layers.multiply(layers.exponential(sides, LEAST, MOST), graph.constant(STRIDE));
        return graph.build("maps", layers.concatenate(List.of(score, pixels), 1), "N", 5, "rows", "columns");
    }

    private List<String> lean(Layers layers, String planes, int channels) {
        int half = width / 2;
        var x = convolved(layers, planes, "stem.0", channels, half, 2);
        x = convolved(layers, x, "stem.1", half, width, 2);
        var stages = new ArrayList<String>();
        int from = width;
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            for (int block = 0; block < BLOCKS[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                x = ResidualBlock.add(layers, x, "stage" + (stage + 1) + "." + block, from, channels(stage), stride);
                from = channels(stage);
            }
            stages.add(x);
        }
        return stages;
    }

    private List<String> resnet(Layers layers, String planes, int channels) {
        return Resnet18.stages(layers, Resnet18.stem(layers, planes, channels, width), width);
    }

    private int channels(int stage) {
        return lean ? WIDTHS[stage] * width : width << stage;
    }

    /** The finest stage, which has been told what the coarser ones saw. */
    private String pyramid(Layers layers, List<String> stages) {
        int top = stages.size() - 1;
        var x = side(layers, stages, top);
        for (int stage = top - 1; stage >= 0; stage--) {
            x = layers.add(side(layers, stages, stage), layers.doubled(x));
            x = convolved(layers, x, "pyramid" + (stage + 1), neck, neck, 1);
        }
        return x;
    }

    private String side(Layers layers, List<String> stages, int stage) {
        return layers.convolution(stages.get(stage), "lateral" + (stage + 1), channels(stage), neck, 1, 1, 0);
    }

    private static String convolved(Layers layers, String x, String name, int from, int to, int stride) {
        return layers.relu(
                layers.batchNorm(layers.convolution(x, name + ".conv", from, to, 3, stride, 1), name + ".bn", to));
    }
}
