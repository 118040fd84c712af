package io.kawara.trainer.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An ONNX model as a value: every change makes another graph, and equal graphs are written as equal bytes. */
public final class Graph {
    private final ModelProto model;

    Graph(ModelProto model) {
        this.model = model;
    }

    /** Reads a model whose weights lie within the file. */
    public static Graph read(Path file) throws IOException {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a model out of the bytes of its file. */
    public static Graph parse(byte[] bytes) {
        try {
            var model = ModelProto.parseFrom(bytes);
            if (model.getGraph().getNodeCount() == 0) {
                throw new IllegalArgumentException("not an ONNX model, or one without a node");
            }
            for (var tensor : model.getGraph().getInitializerList()) {
                if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                    throw new IllegalArgumentException("the weights of " + tensor.getName() + " lie in another file");
                }
            }
            return new Graph(model);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    /** The bytes of the model's file. */
    public byte[] bytes() {
        return model.toByteArray();
    }

    /** Writes the model's file, whole or not at all. */
    public void write(Path file) throws IOException {
        var absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        var temporary =
                Files.createTempFile(absolute.getParent(), file.getFileName().toString(), ".part");
        try {
            Files.write(temporary, bytes());
            Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** What was noted under a key, if anything. */
    public Optional<String> metadata(String key) {
        return model.getMetadataPropsList().stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .findFirst();
    }

    /** The same graph with a note, in place of any that was there under the key. */
    public Graph withMetadata(String key, String value) {
        var entries = new LinkedHashMap<String, String>();
        model.getMetadataPropsList().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        entries.put(key, value);
        var changed = model.toBuilder().clearMetadataProps();
        entries.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(entry ->
                        changed.addMetadataPropsBuilder().setKey(entry.getKey()).setValue(entry.getValue()));
        return new Graph(changed.build());
    }

    /** The initialisers of 32-bit floats by name, in the order of the file. */
    public Map<String, Weight> weights() {
        var weights = new LinkedHashMap<String, Weight>();
        for (var tensor : model.getGraph().getInitializerList()) {
            if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE) {
                weights.put(tensor.getName(), Tensors.weight(tensor));
            }
        }
        return Collections.unmodifiableMap(weights);
    }

    /** The same graph with other numbers in some initialisers, which must be there and of that many numbers. */
    public Graph withWeights(Map<String, float[]> values) {
        var known = weights();
        values.forEach((name, numbers) -> {
            var weight = known.get(name);
            if (weight == null || weight.values().length != numbers.length) {
                throw new IllegalArgumentException("%d numbers do not fit initialiser %s, which %s"
                        .formatted(
                                numbers.length,
                                name,
                                weight == null ? "is not there" : "has " + weight.values().length));
            }
        });
        var changed = model.toBuilder();
        var graph = changed.getGraphBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            var numbers = values.get(graph.getInitializer(i).getName());
            if (numbers != null) {
                graph.getInitializerBuilder(i).clearFloatData().setRawData(littleEndian(numbers));
            }
        }
        return new Graph(changed.build());
    }

    /** The same graph with all the numbers of another that has the same initialisers. */
    public Graph withWeights(Graph other) {
        var numbers = new LinkedHashMap<String, float[]>();
        other.weights().forEach((name, weight) -> numbers.put(name, weight.values()));
        return withWeights(numbers);
    }

    /** How many trainable and other numbers the initialisers hold. */
    public long parameters() {
        return weights().values().stream().mapToLong(w -> w.values().length).sum();
    }

    /** Nodes, inputs and outputs as ONNX writes them. */
    public GraphProto proto() {
        return model.getGraph();
    }

    /** The inputs that are no initialisers, in the order of the file. */
    public List<ValueInfoProto> inputs() {
        var weights = model.getGraph().getInitializerList().stream()
                .map(TensorProto::getName)
                .collect(Collectors.toSet());
        return model.getGraph().getInputList().stream()
                .filter(input -> !weights.contains(input.getName()))
                .toList();
    }

    /** The one input that is not an initialiser. */
    public ValueInfoProto input() {
        var inputs = inputs();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("a graph to train has one input, not " + inputs.size());
        }
        return inputs.get(0);
    }

    /** The one output's name. */
    public String output() {
        if (model.getGraph().getOutputCount() != 1) {
            throw new IllegalArgumentException(
                    "a graph to train has one output, not " + model.getGraph().getOutputCount());
        }
        return model.getGraph().getOutput(0).getName();
    }

    /** The same model around another graph. */
    Graph with(GraphProto graph) {
        return new Graph(model.toBuilder().setGraph(graph).build());
    }

    static ByteString littleEndian(float[] values) {
        var buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return ByteString.copyFrom(buffer.array());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph that && model.equals(that.model);
    }

    @Override
    public int hashCode() {
        return model.hashCode();
    }

    @Override
    public String toString() {
        return "%s: %d nodes, %,d numbers"
                .formatted(model.getGraph().getName(), model.getGraph().getNodeCount(), parameters());
    }
}
