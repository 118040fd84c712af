package io.kawara.serving;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;

/**
 * Real ONNX models of a few hundred bytes, whose answers a test can work out by hand.
 *
 * <p>Whoever uses them from the test-jar needs {@code org.tribuo:tribuo-util-onnx} too.
 */
public final class TinyModels {
    /** A card for RGB images of {@code side x side}, softmax. */
    public static ModelCard imageCard(String name, int version, int side, String... labels) {
        return new ModelCard(
                name,
                version,
                ModelTask.IMAGE_CLASSIFICATION,
                new ImageInput(side, side, 3, ImageInput.Resize.STRETCH),
                null,
                List.of(labels),
                Activation.SOFTMAX,
                null,
                Map.of(),
                List.of(),
                Map.of());
    }

    /** A card for texts cut into words, softmax. */
    public static ModelCard textCard(String name, int version, int buckets, String... labels) {
        return new ModelCard(
                name,
                version,
                ModelTask.TEXT_CLASSIFICATION,
                null,
                new TextInput(new NgramTokenizer(buckets, List.of(1), List.of()), 64),
                List.of(labels),
                Activation.SOFTMAX,
                null,
                Map.of(),
                List.of(),
                Map.of());
    }

    /**
     * Logits that are linear in the pixels: {@code logit[label] = bias[label] + sum of pixel * weight}.
     *
     * @param weights {@code [height * width * channels][labels]}
     */
    public static byte[] image(ModelCard card, float[][] weights, float... bias) {
        var input = card.image();
        return file(graph(
                                Signature.IMAGE,
                                TensorProto.DataType.UINT8,
                                -1,
                                input.height(),
                                input.width(),
                                input.channels())
                        .addInitializer(floats("weights", weights))
                        .addInitializer(floats("bias", new float[][] {bias}))
                        .addNode(node("Cast", List.of("image"), "real")
                                .addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)))
                        .addNode(node("Flatten", List.of("real"), "flat"))
                        .addNode(node("MatMul", List.of("flat", "weights"), "product"))
                        .addNode(node("Add", List.of("product", "bias"), Signature.LOGITS))
                        .addOutput(tensor(Signature.LOGITS, TensorProto.DataType.FLOAT, -1, bias.length)))
                .addMetadataProps(metadata(card))
                .build()
                .toByteArray();
    }

    /** Takes images of any size: the logits of three labels are the mean red, green and blue. */
    public static byte[] convolutional(ModelCard card) {
        var axes = AttributeProto.newBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(1)
                .addInts(2);
        return file(graph(Signature.IMAGE, TensorProto.DataType.UINT8, -1, -1, -1, 3)
                        .addNode(node("Cast", List.of("image"), "real")
                                .addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)))
                        .addNode(node("ReduceMean", List.of("real"), Signature.LOGITS)
                                .addAttribute(axes)
                                .addAttribute(attribute("keepdims", 0)))
                        .addOutput(tensor(Signature.LOGITS, TensorProto.DataType.FLOAT, -1, 3)))
                .addMetadataProps(metadata(card))
                .build()
                .toByteArray();
    }

    /** Answers every image with the same logits: a version's signature. */
    public static byte[] constant(ModelCard card, float... logits) {
        return image(card, new float[card.image().size()][logits.length], logits);
    }

    /** The brightest channel wins: logits are the mean red, green and blue, scaled so that a pure colour scores nearly 1. */
    public static byte[] colours(ModelCard card) {
        var weights = new float[card.image().size()][3];
        for (int i = 0; i < weights.length; i++) {
            weights[i][i % 3] = 10f / 255 / (weights.length / 3f);
        }
        return image(card, weights, 0, 0, 0);
    }

    /**
     * Logits that are sums over the tokens: {@code logit[label] = sum of table[token][label]}.
     *
     * @param table {@code [ids][labels]}, row 0 being padding
     */
    public static byte[] text(ModelCard card, float[][] table) {
        return file(graph(Signature.TOKENS, TensorProto.DataType.INT64, -1, -1)
                        .addInitializer(floats("table", table))
                        .addInitializer(TensorProto.newBuilder()
                                .setName("length")
                                .setDataType(TensorProto.DataType.INT64_VALUE)
                                .addDims(1)
                                .addInt64Data(1))
                        .addNode(node("Gather", List.of("table", "tokens"), "rows"))
                        .addNode(node("ReduceSum", List.of("rows", "length"), Signature.LOGITS)
                                .addAttribute(attribute("keepdims", 0)))
                        .addOutput(tensor(Signature.LOGITS, TensorProto.DataType.FLOAT, -1, table[0].length)))
                .addMetadataProps(metadata(card))
                .build()
                .toByteArray();
    }

    /** A text model for which each label is one word: {@code words[i]} gives label {@code i} a logit of 5. */
    public static byte[] words(ModelCard card, String... words) {
        var table = new float[card.text().tokenizer().ids()][card.labels().size()];
        for (int label = 0; label < words.length; label++) {
            for (var token : card.text().encode(words[label])) {
                table[(int) token][label] = 5;
            }
        }
        return text(card, table);
    }

    static ModelProto.Builder file(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
    }

    static GraphProto.Builder graph(String input, TensorProto.DataType type, long... shape) {
        return GraphProto.newBuilder().setName("tiny").addInput(tensor(input, type, shape));
    }

    static ValueInfoProto tensor(String name, TensorProto.DataType type, long... shape) {
        var dims = TensorShapeProto.newBuilder();
        for (int i = 0; i < shape.length; i++) {
            var dim = TensorShapeProto.Dimension.newBuilder();
            dims.addDim(shape[i] < 0 ? dim.setDimParam(name + i) : dim.setDimValue(shape[i]));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dims)))
                .build();
    }

    static NodeProto.Builder node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static TensorProto floats(String name, float[][] rows) {
        var tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(rows.length)
                .addDims(rows[0].length);
        for (var row : rows) {
            for (var value : row) {
                tensor.addFloatData(value);
            }
        }
        return tensor.build();
    }

    static StringStringEntryProto metadata(ModelCard card) {
        return StringStringEntryProto.newBuilder()
                .setKey(ModelCard.KEY)
                .setValue(card.json())
                .build();
    }

    private TinyModels() {}
}
