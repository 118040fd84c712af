package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** Networks as another tool exports them: floats in, called {@code image} to be awkward, and two classes out. */
public final class Foreign {
    private Foreign() {}

    public static Graph export() {
        return built(false);
    }

    public static Graph endingInSoftmax() {
        return built(true);
    }

    private static Graph built(boolean softmax) {
        var graph = new GraphBuilder("export", 9);
        var layers = new Layers(graph);
        var x = layers.relu(layers.convolution("image", "backbone", 3, 4, 3, 2, 1));
        var logits = layers.linear(layers.globalAveragePool(x), "head", 4, 2);
        var built = graph.build(softmax ? layers.softmax(logits, 1) : logits, 2);
        var proto = GraphProto.newBuilder(built.proto());
        proto.addInputBuilder()
                .setName("image")
                .setType(GraphBuilder.type(TensorProto.DataType.FLOAT_VALUE, 1, 3, 8, 8));
        return built.with(proto.build());
    }
}
