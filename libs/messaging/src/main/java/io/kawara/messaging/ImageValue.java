package io.kawara.messaging;

import org.apache.kafka.common.serialization.Deserializer;

/**
 * The value of a record of {@code images}, which can be let go before the record is: records wait for their acknowledgment, and images of up to
 * 32 MiB each would wait in memory with them.
 */
public final class ImageValue {
    private byte[] bytes;

    ImageValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether the record brings no bytes, or they were taken. */
    public synchronized boolean isEmpty() {
        return bytes == null || bytes.length == 0;
    }

    /** The bytes, of which this object keeps nothing. */
    public synchronized byte[] take() {
        if (bytes == null) {
            throw new IllegalStateException("the image's bytes were taken before");
        }
        var taken = bytes;
        bytes = null;
        return taken;
    }

    /** For {@code value.deserializer}; never fails. */
    public static final class Reader implements Deserializer<ImageValue> {
        @Override
        public ImageValue deserialize(String topic, byte[] value) {
            return new ImageValue(value == null ? new byte[0] : value);
        }
    }
}
