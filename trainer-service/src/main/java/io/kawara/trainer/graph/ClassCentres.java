package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

/** A centre for each class among the features that a classifier's head is given: weights of a training, not of the model. */
public final class ClassCentres {
    /** All centres' numbers in one row, class by class: a vector, so that they do not decay. */
    public static final String NAME = "loss.centres";

    private ClassCentres() {}

    /** The graph with all centres at 0, as a weight that no node takes. */
    public static Graph into(Graph graph) {
        var size = Math.toIntExact(Weight.size(
                graph.weights().get(ClassifierHead.of(graph).weights().get(0)).shape()));
        var changed = GraphProto.newBuilder(graph.proto());
        changed.addInitializerBuilder()
                .setName(NAME)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(size)
                .setRawData(Graph.littleEndian(new float[size]));
        return graph.with(changed.build());
    }

    /** The graph without centres. */
    public static Graph outOf(Graph graph) {
        var changed = GraphProto.newBuilder(graph.proto());
        for (int i = changed.getInitializerCount() - 1; i >= 0; i--) {
            if (changed.getInitializer(i).getName().equals(NAME)) {
                changed.removeInitializer(i);
            }
        }
        return graph.with(changed.build());
    }

    /** The value that the head is given, before any dropout. */
    public static String features(Graph graph) {
        var weight = ClassifierHead.of(graph).weights().get(0);
        var nodes = graph.proto().getNodeList();
        var features = nodes.stream()
                .filter(node -> node.getInputCount() > 1 && node.getInput(1).equals(weight))
                .map(node -> node.getInput(0))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node takes " + weight));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            NodeProto node = nodes.get(i);
            if (node.getOpType().equals("Dropout") && node.getOutput(0).equals(features)) {
                features = node.getInput(0);
            }
        }
        return features;
    }
}
