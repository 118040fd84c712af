package io.kawara.trainer.publish;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/** From pixels of 8 bits to what a model was trained on: {@code (pixel / 255 - mean) / std}, channel by channel, axes moved where it wants. */
final class Normalisation {
    private static final String PREFIX = "kawara/";

    private final List<Double> mean;
    private final List<Double> std;
    private final int channels;

    Normalisation(List<Double> mean, List<Double> std, int channels) {
        this.mean = spread(mean, channels, "mean");
        this.std = spread(std, channels, "std");
        this.channels = channels;
    }

    private static List<Double> spread(List<Double> values, int channels, String key) {
        if (values.size() == channels) {
            return values;
        }
        if (values.size() != 1) {
            throw new IllegalArgumentException(
                    "'" + key + "' is one number or " + channels + ", one a channel: " + values);
        }
        return java.util.Collections.nCopies(channels, values.get(0));
    }

    /** Puts the nodes in front of a graph: they take {@code from}, uint8 {@code [N, H, W, C]}, and make {@code to}. */
    void prepend(GraphProto.Builder graph, String from, String to, ImportCard.Layout layout) {
        constant(graph, "mean", mean);
        constant(graph, "std", std);
        boolean moves = layout == ImportCard.Layout.NCHW;
        String normal = moves ? PREFIX + "normal" : to;
        graph.addNode(0, node("Cast", List.of(from), PREFIX + "float", number("to", TensorProto.DataType.FLOAT_VALUE)));
        graph.addNode(1, node("Sub", List.of(PREFIX + "float", PREFIX + "mean"), PREFIX + "centred"));
        graph.addNode(2, node("Div", List.of(PREFIX + "centred", PREFIX + "std"), normal));
        if (moves) {
            graph.addNode(3, node("Transpose", List.of(normal), to, axes()));
        }
    }

    /** Both in 255ths, which saves a division of every pixel. */
    private void constant(GraphProto.Builder graph, String name, List<Double> values) {
        var tensor = TensorProto.newBuilder()
                .setName(PREFIX + name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(channels);
        values.forEach(value -> tensor.addFloatData((float) (255 * value)));
        graph.addInitializer(tensor);
    }

    private static NodeProto node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output + "." + operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    private static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto axes() {
        return AttributeProto.newBuilder()
                .setName("perm")
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(List.of(0L, 3L, 1L, 2L))
                .build();
    }
}
