package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The last linear layer of a classifier: a product with a weight, and a bias; or the cosines to a weight, times a scale, see {@link Layers#cosine}. */
public final class ClassifierHead {
    private final Graph graph;
    private final Weight weight;
    private final Optional<Weight> bias;
    /** Which axis of the weight the classes are. */
    private final int axis;

    private ClassifierHead(Graph graph, Weight weight, Optional<Weight> bias, int axis) {
        this.graph = graph;
        this.weight = weight;
        this.bias = bias;
        this.axis = axis;
    }

    /** Finds the head; a graph that does not end in a linear layer is an error that says in what it ends. */
    public static ClassifierHead of(Graph graph) {
        var producers = new HashMap<String, NodeProto>();
        graph.proto().getNodeList().forEach(node -> node.getOutputList().forEach(out -> producers.put(out, node)));
        var weights = graph.weights();
        var last = producers.get(graph.output());
        while (last != null && last.getOpType().equals("Identity")) {
            last = producers.get(last.getInput(0));
        }
        if (last == null) {
            throw new IllegalArgumentException("the graph's output is its input");
        }
        if (last.getOpType().equals("Gemm") && weights.containsKey(last.getInput(1))) {
            var transposed = last.getAttributeList().stream()
                    .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() == 1);
            var bias = last.getInputCount() > 2 ? Optional.ofNullable(weights.get(last.getInput(2))) : noBias();
            return new ClassifierHead(graph, weights.get(last.getInput(1)), bias, transposed ? 0 : 1);
        }
        return ofProduct(graph, last, producers, weights);
    }

    private static Optional<Weight> noBias() {
        return Optional.empty();
    }

    private static ClassifierHead ofProduct(
            Graph graph, NodeProto last, Map<String, NodeProto> producers, Map<String, Weight> weights) {
        var product = last.getOpType().equals("Mul") ? producers.getOrDefault(last.getInput(0), last) : last;
        var bias = noBias();
        if (last.getOpType().equals("Add")) {
            var second = weights.containsKey(last.getInput(1)) ? 1 : 0;
            bias = Optional.ofNullable(weights.get(last.getInput(second)));
            product = producers.getOrDefault(last.getInput(1 - second), last);
        }
        if (product.getOpType().equals("MatMul")) {
            var divided = producers.get(product.getInput(1)); // a cosine's weight, brought to length 1
            var weight = weights.get(
                    divided != null && divided.getOpType().equals("Div") ? divided.getInput(0) : product.getInput(1));
            if (weight != null) {
                return new ClassifierHead(graph, weight, bias, 1);
            }
        }
        throw new IllegalArgumentException(
                "the graph ends in %s (node %s), not in a linear layer whose weights could be replaced"
                        .formatted(last.getOpType(), last.getName()));
    }

    public int classes() {
        return Math.toIntExact(weight.shape()[axis]);
    }

    /** The names of its weight and, if there is one, its bias. */
    public List<String> weights() {
        return Stream.concat(Stream.of(weight), bias.stream()).map(Weight::name).toList();
    }

    /** The graph with first weights for other classes in its head. */
    public Graph replaced(int classes, long seed) {
        var from = Math.toIntExact(weight.shape()[1 - axis]);
        var first = new FirstWeights(seed);
        var shape = axis == 0 ? new long[] {classes, from} : new long[] {from, classes};
        var changed = GraphProto.newBuilder(graph.proto());
        set(changed, new Weight(weight.name(), shape, first.uniform(Weight.size(shape), from)));
        bias.ifPresent(old -> set(changed, new Weight(old.name(), new long[] {classes}, new float[classes])));
        return graph.with(changed.build());
    }

    /**
     * The graph with the weights of another head for the classes that both know.
     *
     * @param places which class of the other's each class is; negative for none
     */
    public Graph taught(ClassifierHead other, int[] places) {
        int from = Math.toIntExact(weight.shape()[1 - axis]);
        if (from != other.weight.shape()[1 - other.axis]) {
            throw new IllegalArgumentException("a head of %d features learns nothing from one of %d"
                    .formatted(from, other.weight.shape()[1 - other.axis]));
        }
        var changed = GraphProto.newBuilder(graph.proto());
        var learnt = weight.values().clone();
        for (int label = 0; label < places.length; label++) {
            for (int feature = 0; places[label] >= 0 && feature < from; feature++) {
                learnt[at(label, feature)] = other.weight.values()[other.at(places[label], feature)];
            }
        }
        set(changed, new Weight(weight.name(), weight.shape(), learnt));
        if (bias.isPresent() && other.bias.isPresent()) {
            var biases = bias.get().values().clone();
            for (int label = 0; label < places.length; label++) {
                biases[label] =
                        places[label] < 0 ? biases[label] : other.bias.get().values()[places[label]];
            }
            set(changed, new Weight(bias.get().name(), bias.get().shape(), biases));
        }
        return graph.with(changed.build());
    }

    private int at(int label, int feature) {
        return axis == 0
                ? label * Math.toIntExact(weight.shape()[1]) + feature
                : feature * Math.toIntExact(weight.shape()[1]) + label;
    }

    /** The graph with its output called {@code logits} and declared {@code [N, classes]}. */
    public static Graph named(Graph graph) {
        var classes = of(graph).classes();
        var changed = GraphProto.newBuilder(graph.proto());
        if (!graph.output().equals("logits")) {
            changed.addNode(NodeProto.newBuilder()
                    .setName("logits")
                    .setOpType("Identity")
                    .addInput(graph.output())
                    .addOutput("logits"));
        }
        changed.clearOutput()
                .addOutputBuilder()
                .setName("logits")
                .setType(GraphBuilder.type(TensorProto.DataType.FLOAT_VALUE, "N", classes));
        return graph.with(changed.clearValueInfo().build());
    }

    private static void set(GraphProto.Builder graph, Weight weight) {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals(weight.name())) {
                var tensor = graph.getInitializerBuilder(i).clearDims().clearFloatData();
                for (var extent : weight.shape()) {
                    tensor.addDims(extent);
                }
                tensor.setRawData(Graph.littleEndian(weight.values()));
            }
        }
    }
}
