package io.kawara.trainer.publish;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxFile;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.graph.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a model of somebody's ONNX file: normalisation goes into the graph, its input and output get the names that are served, a card goes into its
 * metadata, and it is run once.
 *
 * <p>Image models may take floats {@code [N, C, H, W]} or {@code [N, H, W, C]}, or uint8 {@code [N, H, W, C]} as Kawara does.
 */
public final class Adoption {
    private static final String IMAGE = "image";
    private static final String TOKENS = "tokens";
    private static final String LOGITS = "logits";

    private final ImportCard card;

    public Adoption(ImportCard card) {
        this.card = card;
    }

    /** The file's bytes as they can be published; throws {@link io.kawara.serving.ModelException} where the trial run fails. */
    public byte[] adopt(Path file) throws IOException {
        Graph.read(file); // refuses what is no model, or has its weights elsewhere
        var original = parse(java.nio.file.Files.readAllBytes(file));
        var graph = original.getGraph().toBuilder();
        nameOutput(graph);
        nameInput(graph);
        var model = original.toBuilder().setGraph(graph).build();
        byte[] adopted = OnnxFile.of(model.toByteArray())
                .with(card.card(file.getFileName().toString()));
        OnnxModel.load(adopted, new SessionSettings(Device.CPU, 1)).close();
        return adopted;
    }

    private static ModelProto parse(byte[] bytes) {
        try {
            return ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    private void nameOutput(GraphProto.Builder graph) {
        var names = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (card.output() == null && names.size() > 1) {
            throw new IllegalArgumentException("the model has the outputs " + names + ": say which one with 'output'");
        }
        String output = card.output() == null ? names.get(0) : card.output();
        if (!names.contains(output)) {
            throw new IllegalArgumentException("the model has no output " + output + ", only " + names);
        }
        if (!output.equals(LOGITS)) {
            graph.addNode(node("Identity", output, LOGITS));
        }
        graph.clearOutput().addOutput(value(LOGITS, TensorProto.DataType.FLOAT_VALUE, shape("batch", (long)
                card.labels().size())));
    }

    private void nameInput(GraphProto.Builder graph) {
        // Older files list their weights among the inputs.
        Set<String> weights =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        var inputs = graph.getInputList().stream()
                .filter(input -> !weights.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("a model has one input, this one "
                    + inputs.stream().map(ValueInfoProto::getName).toList());
        }
        var input = inputs.get(0);
        var rest = graph.getInputList().stream()
                .filter(other -> weights.contains(other.getName()))
                .toList();
        graph.clearInput().addAllInput(rest);
        if (card.tokenizer() != null) {
            graph.addInput(value(TOKENS, TensorProto.DataType.INT64_VALUE, shape("batch", "length")));
            rename(graph, input.getName(), TOKENS);
        } else {
            image(graph, input);
        }
    }

    private void image(GraphProto.Builder graph, ValueInfoProto input) {
        var size = card.input().card();
        graph.addInput(value(
                IMAGE,
                TensorProto.DataType.UINT8_VALUE,
                shape("batch", (long) size.height(), (long) size.width(), (long) size.channels())));
        int type = input.getType().getTensorType().getElemType();
        if (type == TensorProto.DataType.UINT8_VALUE) {
            rename(graph, input.getName(), IMAGE);
        } else if (type == TensorProto.DataType.FLOAT_VALUE) {
            new Normalisation(card.mean(), card.std(), size.channels())
                    .prepend(graph, IMAGE, input.getName(), card.layout());
        } else {
            throw new IllegalArgumentException("input " + input.getName() + " is of type "
                    + TensorProto.DataType.forNumber(type) + "; images come as float32 or uint8");
        }
    }

    /** A node in front passes the one name on as the other, so that no node within need be touched. */
    private static void rename(GraphProto.Builder graph, String from, String to) {
        if (!from.equals(to)) {
            graph.addNode(0, node("Identity", to, from));
        }
    }

    static NodeProto node(String operator, String input, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName("kawara/" + output)
                .addInput(input)
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto value(String name, int type, TensorShapeProto shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    private static TensorShapeProto shape(Object... extents) {
        var shape = TensorShapeProto.newBuilder();
        for (Object extent : extents) {
            if (extent instanceof Long number) {
                shape.addDimBuilder().setDimValue(number);
            } else {
                shape.addDimBuilder().setDimParam((String) extent);
            }
        }
        return shape.build();
    }
}
