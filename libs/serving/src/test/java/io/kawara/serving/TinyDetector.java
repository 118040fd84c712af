package io.kawara.serving;

import static io.kawara.serving.TinyModels.attribute;
import static io.kawara.serving.TinyModels.node;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;

/**
 * A real detector without training: finds dark rectangles of up to {@link #LARGEST} pixels a side that lie at least {@link #REACH} pixels apart, each by
 * exactly its sides. It counts the dark pixels to each side of a place, and puts a middle where they are as many to the left as to the right and above
 * as below: whoever shows it half a rectangle gets half a box.
 */
public final class TinyDetector {
    /** How far from a place it looks. */
    public static final int REACH = 24;

    public static final int LARGEST = 40;

    private static final int STRIDE = 4;

    /** A card for pages whose longer side is resized to {@code longSide}, looked at once. */
    public static ModelCard card(String name, int version, int longSide, int tile, int overlap) {
        return card(name, version, new PageInput(longSide, tile, overlap, 3, 0.5, 0.5, null, false, null));
    }

    public static ModelCard card(String name, int version, PageInput page) {
        return ModelCard.detector(name, version, page, Map.of());
    }

    public static byte[] file(ModelCard card) {
        int channels = card.page().channels();
        var graph = TinyModels.graph(Signature.IMAGE, TensorProto.DataType.UINT8, -1, -1, -1, channels)
                .addNode(node("Transpose", List.of(Signature.IMAGE), "planes")
                        .addAttribute(integers("perm", 0, 3, 1, 2)))
                .addNode(node("Cast", List.of("planes"), "real")
                        .addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)))
                .addNode(node("ReduceMean", List.of("real"), "grey").addAttribute(integers("axes", 1)))
                .addInitializer(number("half", 128))
                .addNode(node("Less", List.of("grey", "half"), "less"))
                .addNode(node("Cast", List.of("less"), "dark")
                        .addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE)));
        // A place's middle lies between the second and the third pixel of four.
        int middle = STRIDE / 2;
        counted(graph, "here", STRIDE, STRIDE, middle, middle, middle + 1, middle + 1);
        counted(graph, "left", 2 * REACH, STRIDE, 0, middle, REACH, middle + 1);
        counted(graph, "above", STRIDE, 2 * REACH, middle, 0, middle + 1, REACH);
        counted(graph, "right", 2 * REACH, STRIDE, REACH, middle, 2 * REACH, middle + 1);
        counted(graph, "below", STRIDE, 2 * REACH, middle, REACH, middle + 1, 2 * REACH);
        difference(graph, "left", "right", "across");
        difference(graph, "above", "below", "down");
        graph.addInitializer(number("twenty", 20))
                .addInitializer(number("ten", 10))
                .addNode(node("Mul", List.of("here", "twenty"), "score"))
                .addNode(node("Sub", List.of("score", "ten"), "signed"))
                .addNode(node("Sub", List.of("signed", "across"), "even"))
                .addNode(node("Sub", List.of("even", "down"), "logit"))
                .addNode(node("Concat", List.of("logit", "left", "above", "right", "below"), Signature.MAPS)
                        .addAttribute(attribute("axis", 1)))
                .addOutput(TinyModels.tensor(Signature.MAPS, TensorProto.DataType.FLOAT, -1, Signature.MAPPED, -1, -1));
        return TinyModels.file(graph)
                .addMetadataProps(TinyModels.metadata(card))
                .build()
                .toByteArray();
    }

    /** How many pixels are dark in a part of the window around each place. */
    private static void counted(
            GraphProto.Builder graph, String name, int width, int height, int left, int top, int right, int bottom) {
        var weights = TensorProto.newBuilder()
                .setName(name + "_weights")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(List.of(1L, 1L, (long) height, (long) width));
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                weights.addFloatData(x >= left && x < right && y >= top && y < bottom ? 1 : 0);
            }
        }
        int beside = (width - STRIDE) / 2;
        int over = (height - STRIDE) / 2;
        graph.addInitializer(weights)
                .addNode(node("Conv", List.of("dark", name + "_weights"), name)
                        .addAttribute(integers("strides", STRIDE, STRIDE))
                        .addAttribute(integers("pads", over, beside, over, beside)));
    }

    private static void difference(GraphProto.Builder graph, String one, String other, String name) {
        graph.addNode(node("Sub", List.of(one, other), name + "_signed"))
                .addNode(node("Abs", List.of(name + "_signed"), name));
    }

    private static TensorProto number(String name, float value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(value)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private TinyDetector() {}
}
