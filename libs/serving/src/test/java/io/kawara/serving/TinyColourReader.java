package io.kawara.serving;

import static io.kawara.serving.TinyModels.attribute;
import static io.kawara.serving.TinyModels.node;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;

/** A real classifier of boxes without training: reads a box as red, green or blue, whichever it holds most of; a logit is a mean level over 16. */
public final class TinyColourReader {
    /** What red, green and blue are called. */
    public static final List<String> CODES = List.of("U+7EA2", "U+7EFF", "U+84DD");

    public static ModelCard card(String name, int version, Integer... longSides) {
        return ModelCard.characters(name, version, new ContextInput(List.of(longSides), 3), CODES, Map.of());
    }

    public static byte[] file(ModelCard card) {
        var graph = TinyModels.graph(Signature.IMAGE, TensorProto.DataType.UINT8, -1, -1, -1, 3)
                .addInput(TinyModels.tensor(Signature.BOXES, TensorProto.DataType.FLOAT, -1, 4))
                .addInitializer(whole("0", 0))
                .addInitializer(whole("1", 1))
                .addInitializer(whole("all", -1))
                .addInitializer(TensorProto.newBuilder()
                        .setName("sixteen")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addFloatData(16))
                .addNode(node("Transpose", List.of(Signature.IMAGE), "planes")
                        .addAttribute(integers("perm", 0, 3, 1, 2)))
                .addNode(node("Cast", List.of("planes"), "real")
                        .addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)))
                .addNode(node("Div", List.of("real", "sixteen"), "levels"))
                .addNode(node("Slice", List.of(Signature.BOXES, "0", "1", "1"), "left"))
                .addNode(node("Sub", List.of("left", "left"), "zeros"))
                .addNode(node("Reshape", List.of("zeros", "all"), "row"))
                .addNode(node("Cast", List.of("row"), "pages")
                        .addAttribute(attribute("to", TensorProto.DataType.INT64_VALUE)))
                .addNode(node("RoiAlign", List.of("levels", Signature.BOXES, "pages"), "means"))
                .addNode(node("Flatten", List.of("means"), Signature.LOGITS))
                .addOutput(TinyModels.tensor(Signature.LOGITS, TensorProto.DataType.FLOAT, -1, CODES.size()));
        return TinyModels.file(graph)
                .addMetadataProps(TinyModels.metadata(card))
                .build()
                .toByteArray();
    }

    private static TensorProto whole(String name, long value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(1)
                .addInt64Data(value)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private TinyColourReader() {}
}
