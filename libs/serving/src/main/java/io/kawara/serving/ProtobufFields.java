package io.kawara.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks the fields of one protobuf message without knowing its schema (protobuf.dev, Encoding). */
final class ProtobufFields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer message;
    private int start;
    private int number;
    private long varint;
    private ByteBuffer bytes;

    ProtobufFields(ByteBuffer message) {
        this.message = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; false at the end. Throws {@link ModelException} where the bytes are no message. */
    boolean next() {
        if (!message.hasRemaining()) {
            return false;
        }
        start = message.position();
        try {
            var tag = readVarint();
            number = (int) (tag >>> 3);
            bytes = null;
            switch ((int) (tag & 7)) {
                case VARINT -> varint = readVarint();
                case FIXED64 -> varint = message.getLong();
                case FIXED32 -> varint = message.getInt();
                case BYTES -> bytes = read(readVarint());
                default -> throw new ModelException("not an ONNX file: byte " + start + " starts no field");
            }
        } catch (BufferUnderflowException e) {
            throw new ModelException("not a whole ONNX file: it ends within a field", e);
        }
        return true;
    }

    int number() {
        return number;
    }

    long varint() {
        return varint;
    }

    /** The field's content where it is a message, string or bytes, else null. */
    ByteBuffer bytes() {
        return bytes;
    }

    String text() {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    /** The field as it is encoded, its tag included. */
    ByteBuffer encoded() {
        return message.duplicate().limit(message.position()).position(start);
    }

    private ByteBuffer read(long length) {
        if (length < 0 || length > message.remaining()) {
            throw new BufferUnderflowException();
        }
        var field = message.slice(message.position(), (int) length);
        message.position(message.position() + (int) length);
        return field;
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            var b = message.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new ModelException("not an ONNX file: a number runs on after byte " + start);
    }
}
