package io.kawara.trainer.torch;

import static io.kawara.trainer.torch.Operators.call;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashSet;
import java.util.Set;

/**
 * Which values of a program are bfloat16, and the casts between those and the 32-bit floats.
 *
 * <p>As PyTorch's autocast, but known when the program is written: a value stays bfloat16 from a convolution through
 * normalisation, activation and sum to the next one, and is cast once where something needs it exact.
 */
final class Autocast {
    private static final String BFLOAT16 = "15";
    private static final String FLOAT32 = "6";
    private static final Set<String> PRODUCTS = Set.of("Conv", "Gemm", "MatMul");
    private static final Set<String> NORMALISATIONS = Set.of("BatchNormalization", "LayerNormalization");
    /** Those whose kernels take bfloat16, and add up in 32 bits where they add up. */
    private static final Set<String> KEEPING = Set.of(
            "BatchNormalization",
            "LayerNormalization",
            "Relu",
            "LeakyRelu",
            "Gelu",
            "Sigmoid",
            "Tanh",
            "HardSwish",
            "HardSigmoid",
            "Clip",
            "Neg",
            "Abs",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Max",
            "Min",
            "MaxPool",
            "AveragePool",
            "GlobalAveragePool",
            "Resize",
            "Dropout",
            "Identity",
            "Flatten",
            "Reshape",
            "Transpose",
            "Squeeze",
            "Unsqueeze",
            "Concat",
            "Gather",
            "Slice");

    private final boolean on;
    private final Values values;
    private final Set<String> halved = new HashSet<>();

    Autocast(Precision precision, Values values) {
        on = precision == Precision.BFLOAT16;
        this.values = values;
    }

    /** A node's operand in the precision in which the node takes it. */
    String operand(NodeProto node, int operand) {
        var value = node.getInput(operand);
        var tensor = values.tensor(value);
        if (!on) {
            return tensor;
        }
        if (isHalved(node)) {
            var isTaken = halved.contains(value) || NORMALISATIONS.contains(node.getOpType());
            return isTaken ? tensor : call("to", tensor, BFLOAT16);
        }
        return KEEPING.contains(node.getOpType()) ? tensor : exact(value);
    }

    /** A value as 32-bit floats. */
    String exact(String value) {
        return halved.contains(value) ? call("to", values.tensor(value), FLOAT32) : values.tensor(value);
    }

    /** Whether a value that was made is bfloat16. */
    boolean isHalf(String value) {
        return halved.contains(value);
    }

    /** Notes what comes out of a node. */
    void made(NodeProto node) {
        if (on && isHalved(node)) {
            halved.add(node.getOutput(0));
        }
    }

    /** Whether bfloat16 comes out: else, where precisions meet, libtorch itself goes on in the higher one. */
    private boolean isHalved(NodeProto node) {
        if (PRODUCTS.contains(node.getOpType())) {
            return true;
        }
        return KEEPING.contains(node.getOpType())
                && node.getInputList().stream().anyMatch(halved::contains)
                && node.getInputList().stream().allMatch(this::isNoHindrance);
    }

    private boolean isNoHindrance(String operand) {
        return halved.contains(operand)
                || operand.isEmpty()
                || values.weight(operand).isPresent()
                || values.constant(operand).isPresent();
    }
}
