package io.kawara.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Headers;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBytesTest {
    @TempDir
    Path folder;

    private BlobStore blobs;

    @BeforeEach
    void open() {
        blobs = new BlobStore(folder);
    }

    @Test
    void takesTheRecordsValue() throws Exception {
        var record = record("abc".getBytes(UTF_8));
        record.headers().add(Headers.DATA_REF, "blob:nowhere".getBytes(UTF_8));

        assertThat(ImageBytes.of(record, blobs, 1)).asString(UTF_8).isEqualTo("abc");
    }

    @Test
    void keepsNothingOfAValueThatWasTaken() throws Exception {
        var record = record("abc".getBytes(UTF_8));
        ImageBytes.of(record, blobs, 1);

        assertThatThrownBy(() -> record.value().take()).hasMessageContaining("taken before");
    }

    @Test
    void fetchesTheBlobOfARecordWithoutValue() throws Exception {
        var sha256 = blobs.put("abc".getBytes(UTF_8));

        assertThat(ImageBytes.of(referring("blob:" + sha256), blobs, 3))
                .asString(UTF_8)
                .isEqualTo("abc");
        assertThatThrownBy(() -> ImageBytes.of(referring("blob:" + sha256), blobs, 2))
                .hasMessage("the image has 3 bytes, more than the 2 allowed");
    }

    @Test
    void saysWhichBlobCannotBeHad() {
        var unknown = "blob:" + "0".repeat(64);

        assertThatThrownBy(() -> ImageBytes.of(referring(unknown), blobs, 9))
                .hasMessage("the image " + unknown + " is not in the blob store");
        assertThatThrownBy(() -> ImageBytes.of(referring("file:///etc/passwd"), blobs, 9))
                .hasMessageContaining("is not blob:SHA256");
    }

    @Test
    void isEmptyWhereThereIsNothing() throws Exception {
        assertThat(ImageBytes.of(record(null), blobs, 9)).isEmpty();
    }

    private static ConsumerRecord<byte[], ImageValue> referring(String reference) {
        var record = record(new byte[0]);
        record.headers().add(Headers.DATA_REF, reference.getBytes(UTF_8));
        return record;
    }

    private static ConsumerRecord<byte[], ImageValue> record(byte[] value) {
        try (var reader = new ImageValue.Reader()) {
            return new ConsumerRecord<>("images", 0, 0, null, reader.deserialize("images", value));
        }
    }
}
