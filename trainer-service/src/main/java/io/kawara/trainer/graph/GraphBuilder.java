package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an ONNX graph node by node; a value is known by its name.
 *
 * <p>What is to be trained becomes an initialiser, what never changes a {@code Constant} node, and what is put in from
 * data but not trained an initialiser whose name begins with {@value #FROZEN}.
 */
public final class GraphBuilder {
    /** Initialisers of this prefix are not trained. */
    public static final String FROZEN = "frozen.";

    static final int OPSET = 20;
    private static final int IR_VERSION = 9;
    private static final String LEARNT = "ai.onnx.ml";
    private static final int LEARNT_OPSET = 3;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final String prefix;
    private final Map<String, Integer> counts = new HashMap<>();
    private final FirstWeights first;

    public GraphBuilder(String name, long seed) {
        this(name, seed, "");
    }

    /** All nodes' names begin so, that they may be put before another graph's. */
    GraphBuilder(String name, long seed, String prefix) {
        graph.setName(name);
        first = new FirstWeights(seed);
        this.prefix = prefix;
    }

    /** The distributions that first weights are drawn from, in the order in which they are asked for. */
    public FirstWeights first() {
        return first;
    }

    /** Input {@code image}, pixels of 8 bits {@code [N, H, W, C]}. */
    public String images(int height, int width, int channels) {
        return input("image", TensorProto.DataType.UINT8_VALUE, "N", height, width, channels);
    }

    /** Input {@code image}, pixels of 8 bits {@code [N, H, W, C]} of any height and width. */
    public String pictures(int channels) {
        return input("image", TensorProto.DataType.UINT8_VALUE, "N", "H", "W", channels);
    }

    /**
     * Input {@code boxes}, {@code [K, 4]}: left, upper, right and lower side in pixels of one picture; or {@code [K, 5]} with the number of each box's
     * picture, where several are given.
     */
    public String boxes() {
        return input("boxes", TensorProto.DataType.FLOAT_VALUE, "K", "sides");
    }

    /** Input {@code tokens}, ids {@code [N, L]}. */
    public String tokens() {
        return input("tokens", TensorProto.DataType.INT64_VALUE, "N", "L");
    }

    /** Input {@code rows}, numbers {@code [N, columns]}. */
    public String rows(int columns) {
        return input("rows", TensorProto.DataType.FLOAT_VALUE, "N", columns);
    }

    private String input(String name, int type, Object... shape) {
        graph.addInputBuilder().setName(name).setType(type(type, shape));
        return name;
    }

    /** An initialiser. */
    public String weight(String name, float[] values, long... shape) {
        var weight = new Weight(name, shape, values);
        var tensor = tensor(TensorProto.DataType.FLOAT_VALUE, weight.shape()).setName(name);
        graph.addInitializer(tensor.setRawData(Graph.littleEndian(values)));
        return name;
    }

    /** One number that is never trained. */
    public String constant(float value) {
        return constant(tensor(TensorProto.DataType.FLOAT_VALUE).setRawData(Graph.littleEndian(new float[] {value})));
    }

    /** Numbers in a row that are never trained. */
    public String constants(float... values) {
        return constant(tensor(TensorProto.DataType.FLOAT_VALUE, values.length).setRawData(Graph.littleEndian(values)));
    }

    /** Whole numbers that are never trained: axes, shapes. */
    public String constants(long... values) {
        var buffer = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(values);
        return constant(tensor(TensorProto.DataType.INT64_VALUE, values.length)
                .setRawData(ByteString.copyFrom(buffer.array())));
    }

    private String constant(TensorProto.Builder tensor) {
        var attribute = AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(tensor);
        return node("Constant", "", List.of(), List.of(attribute));
    }

    /** One whole number that is never trained. */
    public String constantIndex(long value) {
        var bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return constant(tensor(TensorProto.DataType.INT64_VALUE).setRawData(ByteString.copyFrom(bytes.array())));
    }

    /**
     * A node of any operator with one output; attributes are names each followed by a Long, Double, String, long[], list of strings, or double[] for a
     * tensor of float64.
     */
    public String op(String operator, List<String> inputs, Object... attributes) {
        return node(operator, "", inputs, attributes);
    }

    /** As {@link #op}, of the operators for what other libraries than those of networks learn: {@code ai.onnx.ml}. */
    public String learntOp(String operator, List<String> inputs, Object... attributes) {
        return node(operator, LEARNT, inputs, attributes);
    }

    private String node(String operator, String domain, List<String> inputs, Object... attributes) {
        var list = new ArrayList<AttributeProto.Builder>();
        for (int i = 0; i < attributes.length; i += 2) {
            list.add(attribute((String) attributes[i], attributes[i + 1]));
        }
        return node(operator, domain, inputs, list);
    }

    private String node(String operator, String domain, List<String> inputs, List<AttributeProto.Builder> attributes) {
        var number = counts.merge(operator, 1, Integer::sum);
        var output = prefix + operator.toLowerCase(Locale.ROOT) + "_" + number;
        var node = NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .setDomain(domain)
                .addAllInput(inputs)
                .addOutput(output);
        attributes.forEach(node::addAttribute);
        graph.addNode(node);
        return output;
    }

    /** What was built so far. */
    GraphProto part() {
        return graph.build();
    }

    /** The finished graph, whose output {@code logits} {@code [N, classes]} is this value. */
    public Graph build(String logits, int classes) {
        return build("logits", logits, "N", classes);
    }

    /**
     * The finished graph with one output of 32-bit floats.
     *
     * @param output its name
     * @param shape whole numbers, and names of what is known only when the graph runs
     */
    public Graph build(String output, String value, Object... shape) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType("Identity")
                .addInput(value)
                .addOutput(output));
        graph.addOutputBuilder().setName(output).setType(type(TensorProto.DataType.FLOAT_VALUE, shape));
        var model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("kawara");
        model.addOpsetImportBuilder().setDomain("").setVersion(OPSET);
        if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(LEARNT))) {
            model.addOpsetImportBuilder().setDomain(LEARNT).setVersion(LEARNT_OPSET);
        }
        return new Graph(model.setGraph(graph).build());
    }

    private static AttributeProto.Builder attribute(String name, Object value) {
        var attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long number) {
            return attribute.setType(AttributeProto.AttributeType.INT).setI(number);
        } else if (value instanceof Double number) {
            return attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number.floatValue());
        } else if (value instanceof String text) {
            return attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else if (value instanceof long[] numbers) {
            attribute.setType(AttributeProto.AttributeType.INTS);
            for (var number : numbers) {
                attribute.addInts(number);
            }
            return attribute;
        } else if (value instanceof double[] numbers) {
            var bytes = ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asDoubleBuffer().put(numbers);
            return attribute
                    .setType(AttributeProto.AttributeType.TENSOR)
                    .setT(tensor(TensorProto.DataType.DOUBLE_VALUE, numbers.length)
                            .setRawData(ByteString.copyFrom(bytes.array())));
        } else if (value instanceof List<?> words) {
            attribute.setType(AttributeProto.AttributeType.STRINGS);
            words.forEach(word -> attribute.addStrings(ByteString.copyFromUtf8(word.toString())));
            return attribute;
        }
        throw new IllegalArgumentException("attribute " + name + " of " + value);
    }

    private static TensorProto.Builder tensor(int type, long... shape) {
        var tensor = TensorProto.newBuilder().setDataType(type);
        for (var extent : shape) {
            tensor.addDims(extent);
        }
        return tensor;
    }

    static TypeProto type(int element, Object... shape) {
        var type = TypeProto.newBuilder();
        var tensor = type.getTensorTypeBuilder().setElemType(element);
        for (var extent : shape) {
            if (extent instanceof Integer number) {
                tensor.getShapeBuilder().addDimBuilder().setDimValue(number);
            } else {
                tensor.getShapeBuilder().addDimBuilder().setDimParam(extent.toString());
            }
        }
        return type.build();
    }
}
