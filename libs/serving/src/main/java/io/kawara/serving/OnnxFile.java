package io.kawara.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A model file looked into without running anything of it: its card, and whether all its weights are inside.
 *
 * <p>Field numbers are those of {@code onnx.proto}. Immutable.
 */
public final class OnnxFile {
    /** Larger files are refused: protobuf ends at 2 GiB, and ONNX Runtime holds a file twice while it loads. */
    public static final long MOST_BYTES = 1L << 30;

    private static final int METADATA = 14;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int DEEPEST = 64;

    /** Of the messages that may lead to a tensor, the fields that do. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        FUNCTION,
        TENSOR;

        private static final Map<Message, Map<Integer, Message>> CHILDREN = Map.of(
                MODEL, Map.of(7, GRAPH, 25, FUNCTION),
                GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR),
                NODE, Map.of(5, ATTRIBUTE),
                ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR),
                SPARSE_TENSOR, Map.of(1, TENSOR, 2, TENSOR),
                FUNCTION, Map.of(7, NODE, 11, ATTRIBUTE));

        Message child(int field) {
            return CHILDREN.getOrDefault(this, Map.of()).get(field);
        }
    }

    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    private final ByteBuffer bytes;

    private OnnxFile(ByteBuffer bytes) {
        if (bytes.remaining() == 0) {
            throw new ModelException("a model file without a byte");
        }
        this.bytes = bytes.asReadOnlyBuffer();
    }

    public static OnnxFile of(byte[] file) {
        requireSize(file.length);
        return new OnnxFile(ByteBuffer.allocateDirect(file.length).put(file).flip());
    }

    /** The file's bytes, mapped: they take no heap. */
    public static OnnxFile map(Path file) {
        try (var channel = FileChannel.open(file)) {
            requireSize(channel.size());
            return new OnnxFile(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            throw new ModelException("cannot read the model file " + file + ": " + e, e);
        }
    }

    private static void requireSize(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new ModelException("a model file has at most " + MOST_BYTES + " bytes, this one " + bytes);
        }
    }

    /** The bytes: direct, read-only. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** The hash of the bytes, in hex. */
    public String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The card inside; throws {@link ModelException} where there is none or it is not valid. */
    public ModelCard card() {
        var model = new ProtobufFields(bytes);
        String json = null;
        while (model.next()) {
            if (isCard(model)) {
                json = entry(model, VALUE);
            }
        }
        if (json == null) {
            throw new ModelException("the ONNX file has no card: its metadata lacks " + ModelCard.KEY);
        }
        return ModelCard.parse(json);
    }

    /** This file's bytes with {@code card} in it, instead of the one it had. */
    public byte[] with(ModelCard card) {
        var out = new ByteArrayOutputStream(bytes.remaining() + 4096);
        var model = new ProtobufFields(bytes);
        while (model.next()) {
            if (!isCard(model)) {
                write(out, model.encoded());
            }
        }
        var entry = new ByteArrayOutputStream();
        writeField(entry, KEY, ModelCard.KEY.getBytes(UTF_8));
        writeField(entry, VALUE, card.json().getBytes(UTF_8));
        writeField(out, METADATA, entry.toByteArray());
        return out.toByteArray();
    }

    /** Throws {@link ModelException} where a tensor lies in another file: parsing the model would open whatever path it names. */
    public void requireWeightsInside() {
        requireWeightsInside(bytes, Message.MODEL, 0);
    }

    private static void requireWeightsInside(ByteBuffer bytes, Message message, int depth) {
        if (depth > DEEPEST) {
            throw new ModelException("the ONNX file nests graphs too deep");
        }
        var fields = new ProtobufFields(bytes);
        while (fields.next()) {
            if (message == Message.TENSOR) {
                if (fields.number() == EXTERNAL_DATA || (fields.number() == DATA_LOCATION && fields.varint() != 0)) {
                    throw new ModelException(
                            "the ONNX file keeps weights in another file: save it with all its weights inside");
                }
            } else if (fields.bytes() != null && message.child(fields.number()) != null) {
                requireWeightsInside(fields.bytes(), message.child(fields.number()), depth + 1);
            }
        }
    }

    private static boolean isCard(ProtobufFields model) {
        return model.number() == METADATA && model.bytes() != null && ModelCard.KEY.equals(entry(model, KEY));
    }

    private static String entry(ProtobufFields model, int field) {
        var entry = new ProtobufFields(model.bytes());
        String text = "";
        while (entry.next()) {
            if (entry.number() == field && entry.bytes() != null) {
                text = entry.text();
            }
        }
        return text;
    }

    private static void writeField(ByteArrayOutputStream out, int number, byte[] content) {
        out.write((number << 3) | 2);
        for (int rest = content.length; ; rest >>>= 7) {
            if (rest < 0x80) {
                out.write(rest);
                break;
            }
            out.write((rest & 0x7f) | 0x80);
        }
        out.writeBytes(content);
    }

    private static void write(ByteArrayOutputStream out, ByteBuffer from) {
        var copy = new byte[from.remaining()];
        from.get(copy);
        out.writeBytes(copy);
    }
}
