package io.kawara.trainer.torch;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Says each ONNX operator in TorchScript; one that is not here fails by its name. */
final class Operators {
    private static final Map<String, String> UNARY = Map.ofEntries(
            Map.entry("Relu", "relu"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Tanh", "tanh"),
            Map.entry("Erf", "erf"),
            Map.entry("Exp", "exp"),
            Map.entry("Log", "log"),
            Map.entry("Sqrt", "sqrt"),
            Map.entry("Neg", "neg"),
            Map.entry("Abs", "abs"),
            Map.entry("Reciprocal", "reciprocal"),
            Map.entry("Softplus", "softplus"),
            Map.entry("HardSwish", "hardswish"),
            Map.entry("Not", "logical_not"));
    private static final Map<String, String> BINARY = Map.ofEntries(
            Map.entry("Add", "add"),
            Map.entry("Sub", "sub"),
            Map.entry("Mul", "mul"),
            Map.entry("Div", "div"),
            Map.entry("Pow", "pow"),
            Map.entry("Greater", "gt"),
            Map.entry("GreaterOrEqual", "ge"),
            Map.entry("Less", "lt"),
            Map.entry("LessOrEqual", "le"),
            Map.entry("Equal", "eq"),
            Map.entry("And", "logical_and"),
            Map.entry("Or", "logical_or"));
    private static final Map<String, String> REDUCTIONS = Map.of(
            "ReduceMean",
            "mean",
            "ReduceSum",
            "sum",
            "ReduceMax",
            "amax",
            "ReduceMin",
            "amin",
            "ReduceLogSumExp",
            "logsumexp");
    /** ONNX element types to PyTorch's numbers for them. */
    private static final Map<Integer, Integer> TYPES = Map.of(
            TensorProto.DataType.UINT8_VALUE, 0,
            TensorProto.DataType.INT32_VALUE, 3,
            TensorProto.DataType.INT64_VALUE, 4,
            TensorProto.DataType.FLOAT_VALUE, 6,
            TensorProto.DataType.BOOL_VALUE, 11);

    private final boolean dropping;
    private final Predicate<String> frozen;
    private final String share;

    /**
     * Operators that differ between training and serving.
     *
     * @param frozen by which weights batch normalisation goes by its running statistics
     * @param share what running statistics move by; empty for the node's own
     */
    private Operators(boolean dropping, Predicate<String> frozen, String share) {
        this.dropping = dropping;
        this.frozen = frozen;
        this.share = share;
    }

    /** As in serving. */
    static Operators inference() {
        return new Operators(false, weight -> true, "");
    }

    /** Batch normalisation takes the batch's own statistics, unless its weight is frozen, and dropout drops. */
    static Operators training(Predicate<String> frozen) {
        return new Operators(true, frozen, "");
    }

    /** As {@link #training}, but running statistics stay as they are. */
    static Operators recomputing(Predicate<String> frozen) {
        return new Operators(true, frozen, "0.");
    }

    /**
     * Batch normalisation takes the batch's own statistics, unless its weight is frozen, and nothing drops.
     *
     * @param share the name of what running statistics move by
     */
    static Operators statistics(Predicate<String> frozen, String share) {
        return new Operators(false, frozen, share);
    }

    /** The expression of a node's first output. */
    String expression(Node node) {
        var operator = node.operator();
        if (UNARY.containsKey(operator)) {
            return call(UNARY.get(operator), node.tensor(0));
        }
        if (BINARY.containsKey(operator)) {
            return call(BINARY.get(operator), node.tensor(0), node.scalarOrTensor(1));
        }
        if (REDUCTIONS.containsKey(operator)) {
            return call(REDUCTIONS.get(operator), node.tensor(0), list(node.axes(1)), keep(node));
        }
        return switch (operator) {
            case "Conv" -> Windows.convolution(node);
            case "BatchNormalization" -> batchNorm(node);
            case "LayerNormalization" -> layerNorm(node);
            case "Gemm" -> gemm(node);
            case "MatMul" -> call("matmul", node.tensor(0), node.tensor(1));
            case "MaxPool" -> Windows.maxPool(node);
            case "RoiAlign" -> RegionPooling.roiAlign(node);
            case "AveragePool" -> Windows.averagePool(node);
            case "Resize" -> Windows.enlarged(node);
            case "GlobalAveragePool" -> call("adaptive_avg_pool2d", node.tensor(0), "[1, 1]");
            case "LeakyRelu" -> call("leaky_relu", node.tensor(0), Values.literal(node.real("alpha", 0.01)));
            case "Gelu" -> call("gelu", node.tensor(0), "approximate=\"" + node.text("approximate", "none") + "\"");
            case "HardSigmoid" -> hardSigmoid(node);
            case "Clip" -> clip(node);
            case "Max" -> extreme(node, "maximum", "clamp_min");
            case "Min" -> extreme(node, "minimum", "clamp_max");
            case "Softmax" -> call("softmax", node.tensor(0), "" + node.integer("axis", -1));
            case "LogSoftmax" -> call("log_softmax", node.tensor(0), "" + node.integer("axis", -1));
            case "ReduceL2" -> call("norm", node.tensor(0), "2", list(node.axes(1)), keep(node));
            case "Flatten" -> flatten(node);
            case "Reshape" -> reshape(node);
            case "Transpose" ->
                call("permute", node.tensor(0), list(node.longs("perm").orElseThrow()));
            case "Unsqueeze" ->
                eachAxis(node, "unsqueeze", LongStream.of(node.axes(1)).sorted());
            // From the last axis on, so that the numbers of the others stay true.
            case "Squeeze" ->
                eachAxis(
                        node,
                        "squeeze",
                        LongStream.of(node.axes(1)).map(a -> -a).sorted().map(a -> -a));
            case "Concat" -> call("cat", "[" + node.tensors() + "]", "" + node.integer("axis", 0));
            case "Gather" -> gather(node);
            case "Slice" -> slice(node);
            case "CumSum" -> call("cumsum", node.tensor(0), node.scalar(1));
            case "Where" -> call("where", node.tensor(0), node.tensor(1), node.tensor(2));
            case "Cast" -> cast(node);
            case "Identity" -> node.tensor(0);
            case "Dropout" ->
                dropping
                        ? call("dropout", node.tensor(0), node.has(1) ? node.scalar(1) : "0.5", "True")
                        : node.tensor(0);
            default -> throw node.refuse("is an operator that training does not know");
        };
    }

    private String batchNorm(Node node) {
        return call(
                "batch_norm",
                node.tensor(0),
                node.tensor(1),
                node.tensor(2),
                node.tensor(3),
                node.tensor(4),
                flag(!frozen.test(node.name(1))),
                share.isEmpty() ? Values.literal((float) (1 - node.real("momentum", 0.9f))) : share,
                Values.literal(node.real("epsilon", 1e-5)),
                "True");
    }

    private static String layerNorm(Node node) {
        if (node.integer("axis", -1) != -1) {
            throw node.refuse("normalises more than the last axis");
        }
        return call(
                "layer_norm",
                node.tensor(0),
                list(node.weightShape(1)),
                node.tensor(1),
                node.tensorOrNone(2),
                Values.literal(node.real("epsilon", 1e-5)),
                "True");
    }

    private static String gemm(Node node) {
        if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1) {
            throw node.refuse("scales its operands");
        }
        var a = node.integer("transA", 0) == 1 ? call("t", node.tensor(0)) : node.tensor(0);
        if (node.integer("transB", 0) == 1) {
            return call("linear", a, node.tensor(1), node.tensorOrNone(2));
        }
        var product = call("matmul", a, node.tensor(1));
        return node.has(2) ? call("add", product, node.tensor(2)) : product;
    }

    private static String hardSigmoid(Node node) {
        var scaled = call("mul", node.tensor(0), Values.literal(node.real("alpha", 0.2f)));
        return call("clamp", call("add", scaled, Values.literal(node.real("beta", 0.5))), "0.", "1.");
    }

    private static String clip(Node node) {
        return call(
                "clamp", node.tensor(0), node.has(1) ? node.scalar(1) : "None", node.has(2) ? node.scalar(2) : "None");
    }

    private static String extreme(Node node, String ofTensors, String ofScalar) {
        if (node.operands() != 2) {
            throw node.refuse("has " + node.operands() + " operands, not 2");
        }
        return node.isScalar(1)
                ? call(ofScalar, node.tensor(0), node.scalar(1))
                : call(ofTensors, node.tensor(0), node.tensor(1));
    }

    private static String flatten(Node node) {
        if (node.integer("axis", 1) != 1) {
            throw node.refuse("flattens from another axis than 1");
        }
        return call("flatten", node.tensor(0), "1", "-1");
    }

    private static String reshape(Node node) {
        var shape = node.longs(1);
        return call(
                "reshape",
                node.tensor(0),
                IntStream.range(0, shape.length)
                        .mapToObj(i -> shape[i] == 0 ? call("size", node.tensor(0), "" + i) : "" + shape[i])
                        .collect(Collectors.joining(", ", "[", "]")));
    }

    private static String eachAxis(Node node, String name, LongStream axes) {
        var expression = node.tensor(0);
        for (var axis : axes.toArray()) {
            expression = call(name, expression, "" + axis);
        }
        return expression;
    }

    private static String gather(Node node) {
        var axis = "" + node.integer("axis", 0);
        if (node.isScalar(1)) {
            return call("select", node.tensor(0), axis, node.scalar(1));
        }
        if (node.isWeight(0) && axis.equals("0")) {
            return node.weightShape(0).length == 1
                    ? call("take", node.tensor(0), node.tensor(1))
                    : call("embedding", node.tensor(0), node.tensor(1));
        }
        throw node.refuse("gathers neither from a table of weights nor at one known place");
    }

    private static String slice(Node node) {
        var starts = node.longs(1);
        var ends = node.longs(2);
        var expression = node.tensor(0);
        for (int i = 0; i < starts.length; i++) {
            var axis = node.has(3) ? node.longs(3)[i] : i;
            var step = node.has(4) ? node.longs(4)[i] : 1;
            expression = call("slice", expression, "" + axis, "" + starts[i], "" + ends[i], "" + step);
        }
        return expression;
    }

    private static String cast(Node node) {
        var type = TYPES.get((int) node.integer("to", 0));
        if (type == null) {
            throw node.refuse("casts to a type that training does not know");
        }
        return call("to", node.tensor(0), "" + type);
    }

    private static String keep(Node node) {
        return flag(node.integer("keepdims", 1) == 1);
    }

    static String flag(boolean value) {
        return value ? "True" : "False";
    }

    static String list(long[] numbers) {
        return Arrays.toString(numbers);
    }

    static String call(String function, String... arguments) {
        return "torch." + function + "(" + String.join(", ", arguments) + ")";
    }
}
