package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.List;

/** The layers of the field over a {@link GraphBuilder}; weights are named and laid out as PyTorch does. */
public final class Layers {
    private final GraphBuilder graph;

    public Layers(GraphBuilder graph) {
        this.graph = graph;
    }

    /** Pixels {@code [N, H, W, C]} of 8 bits to floats {@code [N, C, H, W]}: {@code (pixel / 255 - mean) / std}. */
    public String normalize(String pixels, float mean, float std) {
        var floats = graph.op("Cast", List.of(pixels), "to", (long) TensorProto.DataType.FLOAT_VALUE);
        var planes = transpose(floats, 0, 3, 1, 2);
        var centred = graph.op("Sub", List.of(planes, graph.constant(mean * 255)));
        return graph.op("Mul", List.of(centred, graph.constant(1 / (std * 255))));
    }

    /** A square convolution without bias, as comes before batch normalisation. */
    public String convolution(String x, String name, int from, int to, int kernel, int stride, int padding) {
        var weight = graph.weight(
                name + ".weight",
                graph.first().kaimingNormal(Weight.size(to, from, kernel, kernel), to * kernel * kernel),
                to,
                from,
                kernel,
                kernel);
        return graph.op(
                "Conv",
                List.of(x, weight),
                "kernel_shape",
                new long[] {kernel, kernel},
                "pads",
                new long[] {padding, padding, padding, padding},
                "strides",
                new long[] {stride, stride});
    }

    /** A convolution that looks at one pixel, with a bias; weights begin normal, biases all alike. */
    public String pointwise(String x, String name, int from, int to, double deviation, float bias) {
        var weight =
                graph.weight(name + ".weight", graph.first().normal(Weight.size(to, from), deviation), to, from, 1, 1);
        return graph.op(
                "Conv",
                List.of(x, weight, graph.weight(name + ".bias", filled(to, bias), to)),
                "kernel_shape",
                new long[] {1, 1});
    }

    /** A convolution along a row {@code [N, from, L]} without bias, with this many zeroes at both ends. */
    public String convolution1d(String x, String name, int from, int to, int kernel, int padding) {
        var weight = graph.weight(
                name + ".weight",
                graph.first().uniform(Weight.size(to, from, kernel), from * kernel),
                to,
                from,
                kernel);
        return graph.op(
                "Conv", List.of(x, weight), "kernel_shape", new long[] {kernel}, "pads", new long[] {padding, padding});
    }

    /** Batch normalisation; ONNX's momentum 0.9 is PyTorch's 0.1. */
    public String batchNorm(String x, String name, int channels) {
        return graph.op(
                "BatchNormalization",
                List.of(
                        x,
                        graph.weight(name + ".weight", filled(channels, 1), channels),
                        graph.weight(name + ".bias", filled(channels, 0), channels),
                        graph.weight(name + ".running_mean", filled(channels, 0), channels),
                        graph.weight(name + ".running_var", filled(channels, 1), channels)),
                "epsilon",
                1e-5,
                "momentum",
                0.9);
    }

    public String layerNorm(String x, String name, int width) {
        return graph.op(
                "LayerNormalization",
                List.of(
                        x,
                        graph.weight(name + ".weight", filled(width, 1), width),
                        graph.weight(name + ".bias", filled(width, 0), width)),
                "axis",
                -1L,
                "epsilon",
                1e-5);
    }

    /** A linear layer on rows {@code [N, from]}. */
    public String linear(String x, String name, int from, int to) {
        return graph.op(
                "Gemm",
                List.of(
                        x,
                        graph.weight(name + ".weight", graph.first().uniform(Weight.size(to, from), from), to, from),
                        graph.weight(name + ".bias", graph.first().uniform(to, from), to)),
                "transB",
                1L);
    }

    /**
     * The cosine of the angle between each row {@code [N, from]} and each class's weights, times a scale: L2-constrained softmax (Ranjan et al.
     * 2017) with the weights brought to length 1 as well.
     */
    public String cosine(String x, String name, int from, int to, double scale) {
        var weight =
                graph.weight(name + ".weight", graph.first().xavierUniform(Weight.size(from, to), from, to), from, to);
        return multiply(matmul(unit(x, 1), unit(weight, 0)), graph.constant((float) scale));
    }

    private String unit(String x, long axis) {
        var squares = sum(multiply(x, x), axis, true);
        return divide(x, graph.op("Sqrt", List.of(add(squares, graph.constant(1e-12f)))));
    }

    /** A linear layer on the last axis of {@code [N, L, from]}; the weight lies {@code [from, to]} and starts normal. */
    public String projection(String x, String name, int from, int to, double deviation) {
        var weight = graph.weight(name + ".weight", graph.first().normal(Weight.size(from, to), deviation), from, to);
        return add(matmul(x, weight), graph.weight(name + ".bias", filled(to, 0), to));
    }

    /** The rows of a table {@code [vocabulary, width]} that the ids name. */
    public String embedding(String ids, String name, int vocabulary, int width, double deviation) {
        var table = graph.weight(
                name + ".weight", graph.first().normal(Weight.size(vocabulary, width), deviation), vocabulary, width);
        return graph.op("Gather", List.of(table, ids), "axis", 0L);
    }

    public String maxPool(String x, int kernel, int stride, int padding) {
        return graph.op(
                "MaxPool",
                List.of(x),
                "kernel_shape",
                new long[] {kernel, kernel},
                "pads",
                new long[] {padding, padding, padding, padding},
                "strides",
                new long[] {stride, stride});
    }

    /** The mean of each plane: {@code [N, C, H, W]} to {@code [N, C]}. */
    public String globalAveragePool(String x) {
        return flatten(graph.op("GlobalAveragePool", List.of(x)));
    }

    /** Zeroes this share in training; nothing in serving. */
    public String dropout(String x, double share) {
        return share == 0 ? x : graph.op("Dropout", List.of(x, graph.constant((float) share)));
    }

    public String relu(String x) {
        return graph.op("Relu", List.of(x));
    }

    /** The exact Gaussian error linear unit. */
    public String gelu(String x) {
        return graph.op("Gelu", List.of(x));
    }

    public String softmax(String x, int axis) {
        return graph.op("Softmax", List.of(x), "axis", (long) axis);
    }

    /** Every pixel of {@code [N, C, H, W]} as four alike: {@code [N, C, 2H, 2W]}. */
    public String doubled(String x) {
        return graph.op(
                "Resize",
                List.of(x, "", graph.constants(1f, 1f, 2f, 2f)),
                "mode",
                "nearest",
                "coordinate_transformation_mode",
                "asymmetric",
                "nearest_mode",
                "floor");
    }

    /** {@code e^x} of numbers that are cut to a range first. */
    public String exponential(String x, float least, float most) {
        return graph.op("Exp", List.of(graph.op("Clip", List.of(x, graph.constant(least), graph.constant(most)))));
    }

    public String add(String a, String b) {
        return graph.op("Add", List.of(a, b));
    }

    public String multiply(String a, String b) {
        return graph.op("Mul", List.of(a, b));
    }

    public String divide(String a, String b) {
        return graph.op("Div", List.of(a, b));
    }

    public String matmul(String a, String b) {
        return graph.op("MatMul", List.of(a, b));
    }

    public String transpose(String x, long... order) {
        return graph.op("Transpose", List.of(x), "perm", order);
    }

    /** Another shape; 0 keeps an extent, -1 takes what is left. */
    public String reshape(String x, long... shape) {
        return graph.op("Reshape", List.of(x, graph.constants(shape)));
    }

    public String unsqueeze(String x, long axis) {
        return graph.op("Unsqueeze", List.of(x, graph.constants(axis)));
    }

    public String squeeze(String x, long axis) {
        return graph.op("Squeeze", List.of(x, graph.constants(axis)));
    }

    public String concatenate(List<String> parts, long axis) {
        return graph.op("Concat", parts, "axis", axis);
    }

    public String sum(String x, long axis, boolean keep) {
        return graph.op("ReduceSum", List.of(x, graph.constants(axis)), "keepdims", keep ? 1L : 0L);
    }

    /** The log of the sum of exponentials over these axes, which are dropped. */
    public String logSumExp(String x, long... axes) {
        return graph.op("ReduceLogSumExp", List.of(x, graph.constants(axes)), "keepdims", 0L);
    }

    /**
     * RoIAlign (He et al., Mask R-CNN, 2017): the mean of bilinear samples in each of {@code side x side} parts of every box, as many samples as a part has
     * pixels of the map; {@code [K, C, side, side]}. Pixels are squares whose middles are at halves, so nothing is shifted between maps of several strides.
     *
     * @param boxes {@code [K, 4]} in pixels of the image
     * @param pages {@code [K]}, int64: which image each is on
     * @param stride pixels of the image to one of the map
     */
    public String roiAlign(String map, String boxes, String pages, int stride, int side) {
        return graph.op(
                "RoiAlign",
                List.of(map, boxes, pages),
                "coordinate_transformation_mode",
                "half_pixel",
                "mode",
                "avg",
                "output_height",
                (long) side,
                "output_width",
                (long) side,
                "sampling_ratio",
                0L,
                "spatial_scale",
                1.0 / stride);
    }

    /** Columns {@code from} to {@code to} of rows, or fewer where the rows end before. */
    public String columns(String x, long from, long to) {
        return graph.op("Slice", List.of(x, graph.constants(from), graph.constants(to), graph.constants(1)));
    }

    /** Whole numbers of 64 bits. */
    public String whole(String x) {
        return graph.op("Cast", List.of(x), "to", (long) TensorProto.DataType.INT64_VALUE);
    }

    /** All but the first axis in one. */
    public String flatten(String x) {
        return graph.op("Flatten", List.of(x), "axis", 1L);
    }

    public String max(String x, long axis, boolean keep) {
        return graph.op("ReduceMax", List.of(x, graph.constants(axis)), "keepdims", keep ? 1L : 0L);
    }

    /** 1 where there is a token, 0 where there is padding, as floats {@code [N, L]}. */
    public String mask(String tokens) {
        return graph.op("Cast", List.of(graph.op("Greater", List.of(tokens, graph.constantIndex(0)))), "to", (long)
                TensorProto.DataType.FLOAT_VALUE);
    }

    private static float[] filled(int size, float value) {
        var values = new float[size];
        Arrays.fill(values, value);
        return values;
    }
}
