package io.kawara.trainer.torch;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.Tensors;
import io.kawara.trainer.graph.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each ONNX value is called in the TorchScript program: a local name, a weight {@code p[i]} or a number. */
final class Values {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, Weight> weights;
    private final List<String> order;

    Values(Graph graph) {
        weights = graph.weights();
        order = new ArrayList<>(weights.keySet());
        for (var tensor : graph.proto().getInitializerList()) {
            if (!weights.containsKey(tensor.getName())) {
                constants.put(tensor.getName(), tensor);
            }
        }
    }

    /** The weights in the order in which the program takes them. */
    List<String> order() {
        return order;
    }

    void define(String value, String name) {
        names.put(value, name);
    }

    void define(String value, TensorProto constant) {
        constants.put(value, constant);
    }

    Optional<TensorProto> constant(String value) {
        return Optional.ofNullable(constants.get(value));
    }

    Optional<Weight> weight(String value) {
        return Optional.ofNullable(weights.get(value));
    }

    /** A constant of one number, as a literal. */
    Optional<String> scalar(String value) {
        return constant(value)
                .filter(tensor -> Weight.size(Tensors.shape(tensor)) == 1)
                .map(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE
                        ? literal(Tensors.floats(tensor)[0])
                        : Long.toString(Tensors.longs(tensor)[0]));
    }

    String tensor(String value) {
        if (names.containsKey(value)) {
            return names.get(value);
        }
        if (weights.containsKey(value)) {
            return "p[" + order.indexOf(value) + "]";
        }
        return scalar(value)
                .map(number -> "torch.full([], " + number + ")")
                .orElseThrow(() -> new IllegalArgumentException(
                        "value %s is used but neither computed nor a 32-bit float initialiser".formatted(value)));
    }

    static String literal(double number) {
        return Double.toString(number).replace('E', 'e');
    }
}
