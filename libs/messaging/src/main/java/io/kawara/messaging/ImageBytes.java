package io.kawara.messaging;

import io.kawara.contracts.Headers;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An image's file as a record of {@code images} brings it: its value, which is taken, or where that is empty, the blob that a header names. */
public final class ImageBytes {
    private static final Pattern REFERENCE = Pattern.compile(BlobStore.SCHEME + "([0-9a-f]{64})");

    /**
     * The file; empty where the record brings none.
     *
     * @param most a larger blob is not read
     * @throws IOException with a sentence for the sender if the blob cannot be had
     */
    public static byte[] of(ConsumerRecord<byte[], ImageValue> image, BlobStore blobs, long most) throws IOException {
        var value = image.value() == null ? new byte[0] : image.value().take();
        if (value.length > 0) {
            return value;
        }
        var reference = Wire.header(image.headers(), Headers.DATA_REF);
        if (reference.isEmpty()) {
            return value;
        }
        var name = REFERENCE.matcher(reference.get());
        if (!name.matches()) {
            throw new IOException(Headers.DATA_REF + " is not " + BlobStore.SCHEME + "SHA256: " + reference.get());
        }
        var size = blobs.size(name.group(1));
        if (size.isEmpty()) {
            throw new IOException("the image " + reference.get() + " is not in the blob store");
        }
        if (size.getAsLong() > most) {
            throw new IOException("the image has " + size.getAsLong() + " bytes, more than the " + most + " allowed");
        }
        return blobs.read(name.group(1));
    }

    /** The SHA-256 of the blob that a record's headers name, if they name one as they should. */
    public static Optional<String> reference(org.apache.kafka.common.header.Headers headers) {
        return Wire.header(headers, Headers.DATA_REF)
                .map(REFERENCE::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1));
    }

    private ImageBytes() {}
}
