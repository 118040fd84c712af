package io.kawara.trainer.torch;

import static io.kawara.trainer.torch.Operators.call;
import static io.kawara.trainer.torch.Operators.flag;
import static io.kawara.trainer.torch.Operators.list;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Operators that look at a window around each place, in TorchScript: convolution and pooling over one, two or three axes, and enlarging. */
final class Windows {
    static String convolution(Node node) {
        var kernel = node.weightShape(1);
        var spatial = kernel.length - 2;
        var strides = node.longs("strides", spatial, 1);
        var padding = padding(node, spatial);
        var x = node.tensor(0);
        if (LongStream.of(kernel).skip(2).allMatch(side -> side == 1)
                && LongStream.of(padding).sum() == 0) {
            x = thinned(x, strides);
            Arrays.fill(strides, 1);
        }
        return call(
                "conv" + spatial + "d",
                x,
                node.tensor(1),
                node.tensorOrNone(2),
                list(strides),
                list(padding),
                list(node.longs("dilations", spatial, 1)),
                "" + node.integer("group", 1));
    }

    /**
     * The places that a convolution of one place each looks at. oneDNN's own way to step over the others writes beyond its memory in the gradients of few
     * channels (8 over 64 x 64).
     */
    private static String thinned(String x, long[] strides) {
        var seen = x;
        for (int i = 0; i < strides.length; i++) {
            seen = strides[i] == 1
                    ? seen
                    : call("slice", seen, "" + (i + 2), "0", "" + Long.MAX_VALUE, "" + strides[i]);
        }
        return seen;
    }

    static String maxPool(Node node) {
        return pool(node, "max_pool", list(node.longs("dilations", axes(node), 1)), ceil(node));
    }

    static String averagePool(Node node) {
        return pool(node, "avg_pool", ceil(node), flag(node.integer("count_include_pad", 0) == 1));
    }

    /** Each pixel repeated; other ways to resize, and shrinking, differ between engines in where they sample. */
    static String enlarged(Node node) {
        var scales = node.reals(2);
        var repeats = scales.length == 4 && scales[0] == 1 && scales[1] == 1;
        for (var scale : scales) {
            repeats &= scale >= 1 && scale == Math.rint(scale);
        }
        if (!repeats
                || !node.text("mode", "nearest").equals("nearest")
                || !node.text("coordinate_transformation_mode", "half_pixel").equals("asymmetric")
                || !node.text("nearest_mode", "round_prefer_floor").equals("floor")) {
            throw node.refuse("is known only as pixels [N, C, H, W] repeated a whole number of times: mode nearest,"
                    + " coordinates asymmetric, rounded by floor, with scales");
        }
        return call("upsample_nearest2d", node.tensor(0), "None", Arrays.toString(new double[] {scales[2], scales[3]}));
    }

    private static long[] padding(Node node, int axes) {
        if (!node.text("auto_pad", "NOTSET").equals("NOTSET")) {
            throw node.refuse("leaves padding to the engine; export it with explicit pads");
        }
        var pads = node.longs("pads", 2 * axes, 0);
        var before = Arrays.copyOfRange(pads, 0, axes);
        if (!Arrays.equals(before, Arrays.copyOfRange(pads, axes, 2 * axes))) {
            throw node.refuse("pads unevenly: " + Arrays.toString(pads));
        }
        return before;
    }

    private static String pool(Node node, String name, String... more) {
        var axes = axes(node);
        var arguments = new String[4 + more.length];
        arguments[0] = node.tensor(0);
        arguments[1] = list(node.longs("kernel_shape", axes, 1));
        arguments[2] = list(node.longs("strides", axes, 1));
        arguments[3] = list(padding(node, axes));
        System.arraycopy(more, 0, arguments, 4, more.length);
        return call(name + axes + "d", arguments);
    }

    private static int axes(Node node) {
        return node.longs("kernel_shape").orElseThrow(() -> node.refuse("needs kernel_shape")).length;
    }

    private static String ceil(Node node) {
        return flag(node.integer("ceil_mode", 0) == 1);
    }

    private Windows() {}
}
