package io.kawara.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A page on its way from {@code images} to {@code characters}: its file goes on as it came, in the record or in the blob store. */
final class CarriedPage {
    /** Kafka takes records of 32 MiB, and here thousands of boxes come on top of a file that may have as much. */
    static final int MOST_IN_A_RECORD = 28 << 20;

    private final ConsumerRecord<byte[], ImageValue> image;
    private final BlobStore blobs;
    private final long most;
    private byte[] file = {};

    /** @param most a larger file is not read */
    CarriedPage(ConsumerRecord<byte[], ImageValue> image, BlobStore blobs, long most) {
        this.image = image;
        this.blobs = blobs;
        this.most = most;
    }

    ConsumerRecord<byte[], ImageValue> image() {
        return image;
    }

    SubmittedPage page() {
        return new SubmittedPage(Wire.submission(image), Wire.pipeline(image.headers()), this::read);
    }

    private byte[] read() throws IOException {
        boolean inside = image.value() != null && !image.value().isEmpty();
        var read = ImageBytes.of(image, blobs, most);
        if (inside) {
            file = read;
        }
        return read;
    }

    /** The record for whoever reads the boxes; a page without any needs no picture. */
    ProducerRecord<byte[], byte[]> characters(Topics topics, FoundPage found) {
        var headers = Wire.derived(image.headers(), "io.kawara.characters", "detector-service");
        headers.add(Headers.SUBMISSION, Wire.submission(image).toString().getBytes(UTF_8));
        headers.add(Headers.BOXES, Json.write(found.boxes()));
        found.reason().ifPresent(reason -> headers.add(Headers.REASON, reason.getBytes(UTF_8)));
        var value = found.boxes().isEmpty() ? new byte[0] : file;
        var reference = Wire.header(image.headers(), Headers.DATA_REF);
        if (value.length > MOST_IN_A_RECORD) {
            headers.add(Headers.DATA_REF, (BlobStore.SCHEME + kept(value)).getBytes(UTF_8));
            value = new byte[0];
        } else if (value.length == 0 && !found.boxes().isEmpty()) {
            reference.ifPresent(blob -> headers.add(Headers.DATA_REF, blob.getBytes(UTF_8)));
        }
        return new ProducerRecord<>(topics.characters(), image.partition(), (byte[]) null, value, headers);
    }

    private String kept(byte[] value) {
        try {
            return blobs.put(value);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a page of " + value.length + " bytes for its readers", e);
        }
    }
}
