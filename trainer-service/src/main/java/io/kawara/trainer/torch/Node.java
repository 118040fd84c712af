package io.kawara.trainer.torch;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.kawara.trainer.graph.Tensors;
import io.kawara.trainer.graph.Weight;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An ONNX node as its translation reads it: operands as TorchScript expressions or as numbers known beforehand. */
final class Node {
    private final NodeProto proto;
    private final Values values;
    private final Autocast casts;

    Node(NodeProto proto, Values values, Autocast casts) {
        this.proto = proto;
        this.values = values;
        this.casts = casts;
    }

    String operator() {
        return proto.getOpType();
    }

    boolean has(int operand) {
        return operand < proto.getInputCount() && !proto.getInput(operand).isEmpty();
    }

    int operands() {
        return proto.getInputCount();
    }

    /** What the graph calls an operand. */
    String name(int operand) {
        return proto.getInput(operand);
    }

    /** The operand as a tensor. */
    String tensor(int operand) {
        return casts.operand(proto, operand);
    }

    /** The operand as a tensor, or {@code None} where the node has no such operand. */
    String tensorOrNone(int operand) {
        return has(operand) ? tensor(operand) : "None";
    }

    /** The operand as a number if it is a scalar known beforehand, else as a tensor. */
    String scalarOrTensor(int operand) {
        return values.scalar(proto.getInput(operand)).orElseGet(() -> tensor(operand));
    }

    boolean isScalar(int operand) {
        return values.scalar(proto.getInput(operand)).isPresent();
    }

    /** The operand as a number, which must be known beforehand. */
    String scalar(int operand) {
        return values.scalar(proto.getInput(operand)).orElseThrow(() -> unknown(operand));
    }

    /** The operand as whole numbers, which must be known beforehand. */
    long[] longs(int operand) {
        return values.constant(proto.getInput(operand)).map(Tensors::longs).orElseThrow(() -> unknown(operand));
    }

    /** The operand as numbers, which must be known beforehand. */
    float[] reals(int operand) {
        if (!has(operand)) {
            throw unknown(operand);
        }
        return values.constant(proto.getInput(operand)).map(Tensors::floats).orElseThrow(() -> unknown(operand));
    }

    /** The shape of the operand, which must be a weight. */
    long[] weightShape(int operand) {
        return values.weight(proto.getInput(operand)).map(Weight::shape).orElseThrow(() -> unknown(operand));
    }

    boolean isWeight(int operand) {
        return values.weight(proto.getInput(operand)).isPresent();
    }

    /** Axes, which older operator sets give as an attribute and newer ones as an operand. */
    long[] axes(int operand) {
        return has(operand) ? longs(operand) : longs("axes").orElseThrow(() -> refuse("needs axes"));
    }

    long integer(String name, long otherwise) {
        return attribute(name, AttributeProto::getI, otherwise);
    }

    double real(String name, double otherwise) {
        return attribute(name, a -> (double) a.getF(), otherwise);
    }

    String text(String name, String otherwise) {
        return attribute(name, a -> a.getS().toStringUtf8(), otherwise);
    }

    Optional<long[]> longs(String name) {
        return Optional.ofNullable(attribute(
                name, a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray(), null));
    }

    /** As many equal numbers as there are axes, or what the attribute says. */
    long[] longs(String name, int axes, long otherwise) {
        return longs(name).orElseGet(() -> {
            var filled = new long[axes];
            Arrays.fill(filled, otherwise);
            return filled;
        });
    }

    TensorProto tensorAttribute(String name) {
        return attribute(name, AttributeProto::getT, null);
    }

    /** That this node cannot be translated, and why. */
    IllegalArgumentException refuse(String why) {
        return new IllegalArgumentException("%s (node %s) %s".formatted(operator(), proto.getName(), why));
    }

    private IllegalArgumentException unknown(int operand) {
        return refuse("wants operand %d (%s) to be known before the graph runs"
                .formatted(operand, has(operand) ? proto.getInput(operand) : "absent"));
    }

    private <T> T attribute(String name, Function<AttributeProto, T> reader, T otherwise) {
        for (var attribute : proto.getAttributeList()) {
            if (attribute.getName().equals(name)) {
                return reader.apply(attribute);
            }
        }
        return otherwise;
    }

    String output() {
        return proto.getOutput(0);
    }

    /** All operands as tensors. */
    String tensors() {
        return IntStream.range(0, operands()).mapToObj(this::tensor).collect(Collectors.joining(", "));
    }
}
