package io.kawara.detector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.kawara.reading.PageDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedPageTest {
    private static final int LARGEST_RECORD = 32 << 20;
    private static final FoundPage ONE = found(Drawn.box(1, 2, 3, 4));

    @TempDir
    Path folder;

    @Test
    void theFileGoesOnAsItCame() throws Exception {
        var record = carried(record("a page".getBytes(UTF_8)), ONE);

        assertThat(record.topic()).isEqualTo("characters");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.value()).asString(UTF_8).isEqualTo("a page");
        assertThat(Wire.header(record.headers(), Headers.SUBMISSION)).hasValue("3-7");
        assertThat(Wire.header(record.headers(), Headers.PIPELINE)).hasValue("pages");
        assertThat(Wire.header(record.headers(), Headers.ID)).hasValue("page-1");
        assertThat(Wire.header(record.headers(), Headers.BOXES))
                .hasValue("[{\"score\":1.0,\"x\":1,\"y\":2,\"w\":3,\"h\":4}]");
        assertThat(Wire.header(record.headers(), Headers.REASON)).isEmpty();
    }

    @Test
    void aFileInTheBlobStoreStaysThere() throws Exception {
        var reference = BlobStore.SCHEME + new BlobStore(folder).put("a page".getBytes(UTF_8));
        var image = record(new byte[0]);
        image.headers().add(Headers.DATA_REF, reference.getBytes(UTF_8));

        var record = carried(image, ONE);

        assertThat(record.value()).isEmpty();
        assertThat(Wire.header(record.headers(), Headers.DATA_REF)).hasValue(reference);
    }

    @Test
    void noFileGoesOnWhereNothingIsToBeRead() throws Exception {
        var empty = carried(record("a page".getBytes(UTF_8)), found());
        assertThat(empty.value()).isEmpty();
        assertThat(Wire.header(empty.headers(), Headers.BOXES)).hasValue("[]");

        var failed = carried(
                record("no page".getBytes(UTF_8)), new FoundPage(List.of(), List.of(), Optional.of("not an image")));
        assertThat(failed.value()).isEmpty();
        assertThat(Wire.header(failed.headers(), Headers.REASON)).hasValue("not an image");
    }

    @Test
    void aLargeFileWithThousandsOfBoxesStillReachesItsReaders() throws Exception {
        var random = new SplittableRandom(2);
        var boxes = IntStream.range(0, PageDetector.MOST)
                .mapToObj(i -> CharacterBox.found(
                        Math.rint(random.nextDouble() * 1e6) / 1e6,
                        random.nextInt(10_000),
                        random.nextInt(10_000),
                        100 + random.nextInt(100),
                        100 + random.nextInt(100)))
                .toArray(CharacterBox[]::new);
        var file = new byte[LARGEST_RECORD - 1000];
        file[77] = 7;

        for (int size : new int[] {CarriedPage.MOST_IN_A_RECORD, file.length}) {
            var record = carried(record(java.util.Arrays.copyOf(file, size)), found(boxes));

            var header = record.headers().lastHeader(Headers.BOXES).value();
            assertThat(record.value().length + header.length).isLessThan(LARGEST_RECORD - (1 << 20));
            assertThat(Json.mapper().readValue(header, CharacterBox[].class)).containsExactly(boxes);
            var read = new ConsumerRecord<byte[], ImageValue>(
                    "characters", 3, 0, null, new ImageValue.Reader().deserialize("characters", record.value()));
            record.headers().forEach(read.headers()::add);
            assertThat(ImageBytes.of(read, new BlobStore(folder), LARGEST_RECORD))
                    .hasSize(size)
                    .contains(7);
        }
    }

    private ProducerRecord<byte[], byte[]> carried(ConsumerRecord<byte[], ImageValue> image, FoundPage found)
            throws IOException {
        var page = new CarriedPage(image, new BlobStore(folder), LARGEST_RECORD);
        assertThat(page.page().pipeline()).isEqualTo("pages");
        assertThat(page.page().content().read()).isNotEmpty();
        return page.characters(new Topics(""), found);
    }

    private static FoundPage found(CharacterBox... boxes) {
        return new FoundPage(List.of(), List.of(boxes), Optional.empty());
    }

    private static ConsumerRecord<byte[], ImageValue> record(byte[] file) {
        var record = new ConsumerRecord<byte[], ImageValue>(
                "images", 3, 7, null, new ImageValue.Reader().deserialize("images", file));
        record.headers().add(Headers.PIPELINE, "pages".getBytes(UTF_8)).add(Headers.ID, "page-1".getBytes(UTF_8));
        return record;
    }
}
