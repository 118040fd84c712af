package io.kawara.messaging.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What the header {@code signature} holds: {@code KEY-ID SERIAL SIGNATURE}, the last in base64.
 *
 * <p>Signed is what the record says and where: topic, serial, key, and value or that there is none.
 *
 * @param serial above that of every record that was written before; no clock is asked
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record RecordSignature(String keyId, long serial, byte[] signature) {
    static final String HEADER = "signature";

    private static final int LONGEST = 200;
    private static final String PURPOSE = "kawara record 1";

    /** Signs a record that is not sent yet. */
    static void sign(ProducerRecord<String, byte[]> record, long serial, SigningKey key) {
        byte[] signature = key.sign(message(record.topic(), serial, record.key(), record.value()));
        String header = key.id() + " " + serial + " " + Base64.getEncoder().encodeToString(signature);
        record.headers().remove(HEADER).add(HEADER, header.getBytes(US_ASCII));
    }

    /** The signature that a record bears, if it has the form of one. */
    static Optional<RecordSignature> of(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length > LONGEST) {
            return Optional.empty();
        }
        String[] parts = new String(header.value(), US_ASCII).split(" ", -1);
        if (parts.length != 3 || !parts[0].matches("[0-9a-f]{16}") || !parts[1].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecordSignature(
                    parts[0], Long.parseLong(parts[1]), Base64.getDecoder().decode(parts[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean fits(ConsumerRecord<String, byte[]> record, TrustedKeys keys) {
        return keys.fits(keyId, message(record.topic(), serial, record.key(), record.value()), signature);
    }

    /** Lengths go before what has one: no two records give the same bytes. */
    private static byte[] message(String topic, long serial, String key, byte[] value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(PURPOSE);
            out.writeUTF(topic);
            out.writeLong(serial);
            byte[] keyBytes = key == null ? new byte[0] : key.getBytes(UTF_8);
            out.writeInt(key == null ? -1 : keyBytes.length);
            out.write(keyBytes);
            out.writeInt(value == null ? -1 : value.length);
            out.write(value == null ? new byte[0] : value);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
