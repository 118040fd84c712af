package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;

/** Puts what normalises pixels before a graph that takes floats. */
public final class PixelInput {
    private static final String PREFIX = "pixels.";
    private static final int RANK = 4;

    private PixelInput() {}

    /** Whether a graph takes pixels of 8 bits already. */
    public static boolean isTakenBy(Graph graph) {
        return elementType(graph.input()) == TensorProto.DataType.UINT8_VALUE;
    }

    /**
     * The graph that takes {@code image}, uint8 {@code [N, H, W, C]}, and gives {@code (pixel / 255 - mean) / std} to one
     * that takes floats {@code [N, C, H, W]}.
     */
    public static Graph before(Graph graph, int height, int width, int channels, float mean, float std) {
        var input = graph.input();
        var rank = input.getType().getTensorType().getShape().getDimCount();
        if (elementType(input) != TensorProto.DataType.FLOAT_VALUE || rank != RANK) {
            throw new IllegalArgumentException(
                    "input %s of the graph is not a batch of images as 32-bit floats".formatted(input.getName()));
        }
        var first = new GraphBuilder("", 0, PREFIX);
        var normalized = new Layers(first).normalize(first.images(height, width, channels), mean, std);
        var changed = GraphProto.newBuilder(graph.proto());
        var nodes = new ArrayList<NodeProto>(first.part().getNodeList());
        for (var node : graph.proto().getNodeList()) {
            var builder = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(input.getName())) {
                    builder.setInput(i, normalized);
                }
            }
            nodes.add(builder.build());
        }
        changed.clearNode().addAllNode(nodes);
        changed.clearInput().addAllInput(first.part().getInputList());
        changed.clearValueInfo(); // whose shapes held for the old input
        return graph.with(changed.build());
    }

    /** A graph that takes pixels, declared for images of this size. */
    public static Graph sized(Graph graph, int height, int width, int channels) {
        var input = graph.input();
        var declared = input.getType().getTensorType().getShape();
        if (declared.getDimCount() != RANK || declared.getDim(RANK - 1).getDimValue() != channels) {
            throw new IllegalArgumentException("input %s of the graph is not a batch of images of %d channels"
                    .formatted(input.getName(), channels));
        }
        var changed = GraphProto.newBuilder(graph.proto()).clearInput().clearValueInfo();
        changed.addInputBuilder()
                .setName(input.getName())
                .setType(GraphBuilder.type(TensorProto.DataType.UINT8_VALUE, "N", height, width, channels));
        return graph.with(changed.build());
    }

    private static int elementType(ValueInfoProto input) {
        return input.getType().getTensorType().getElemType();
    }
}
