package io.kawara.serving;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/** A real model of rows that looks at one column: {@code logit = factor * row[column] + bias}. */
public final class TinyTable {
    public static ModelCard card(String name, int version, List<String> columns) {
        return new ModelCard(
                name,
                version,
                ModelTask.TABULAR_CLASSIFICATION,
                null,
                null,
                null,
                null,
                null,
                columns,
                List.of("true"),
                Activation.SIGMOID,
                null,
                null,
                null,
                null,
                null);
    }

    public static byte[] of(ModelCard card, String column, float factor, float bias) {
        return TinyModels.file(TinyModels.graph(
                                Signature.ROWS,
                                TensorProto.DataType.FLOAT,
                                -1,
                                card.columns().size())
                        .addInitializer(TensorProto.newBuilder()
                                .setName("column")
                                .setDataType(TensorProto.DataType.INT64_VALUE)
                                .addDims(1)
                                .addInt64Data(card.columns().indexOf(column)))
                        .addInitializer(number("factor", factor))
                        .addInitializer(number("bias", bias))
                        .addNode(TinyModels.node("Gather", List.of(Signature.ROWS, "column"), "value")
                                .addAttribute(TinyModels.attribute("axis", 1)))
                        .addNode(TinyModels.node("Mul", List.of("value", "factor"), "scaled"))
                        .addNode(TinyModels.node("Add", List.of("scaled", "bias"), Signature.LOGITS))
                        .addOutput(TinyModels.tensor(Signature.LOGITS, TensorProto.DataType.FLOAT, -1, 1)))
                .addMetadataProps(TinyModels.metadata(card))
                .build()
                .toByteArray();
    }

    private static TensorProto number(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(1)
                .addFloatData(value)
                .build();
    }

    private TinyTable() {}
}
