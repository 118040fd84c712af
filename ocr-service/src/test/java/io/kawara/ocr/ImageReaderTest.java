package io.kawara.ocr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Member;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.TextRead;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.ImageBytes;
import io.kawara.messaging.ImageValue;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.vision.ImageLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReaderTest {
    private static final byte[] SLIP = Pages.drawn(600, 120, 36, "Larkspur Hardware");
    private static final Map<String, String> FIELDS = Map.of("title", "a slip");

    @TempDir
    Path folder;

    private BlobStore blobs;
    private TextRecognizer recognizer;
    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        blobs = new BlobStore(folder);
        recognizer = new TextRecognizer(Pages.tessdata(), ImageLimits.DEFAULT, Duration.ofMinutes(3), 1);
        registry = Registry.EMPTY;
        put("slips", new Pipeline.Ocr(List.of("eng"), 3), new Member("words", Stage.TEXT, 1));
        put("martian", new Pipeline.Ocr(List.of("mars"), 3), new Member("words", Stage.TEXT, 1));
        put("titles", null, new Member("words", Stage.TEXT, 1));
        put("pictures", null, new Member("colours", Stage.IMAGE, 1));
    }

    private void put(String name, Pipeline.Ocr ocr, Member member) throws IOException {
        var pipeline = new Pipeline(name, null, ocr, null, null, List.of(member), null);
        registry = registry.with(RegistryKey.pipeline(name), Json.write(pipeline));
    }

    @AfterEach
    void close() {
        recognizer.close();
    }

    @Test
    void answersWithTheItemsOwnWordsAndWhatItRead() {
        TextRead text = read("slips", SLIP, null);
        assertThat(text.outcome()).isEqualTo(Outcome.OK);
        assertThat(text.submission()).isEqualTo(new Submission(2, 7));
        assertThat(text.lines()).extracting(TextLine::text).containsExactly("Larkspur Hardware");
        assertThat(text.words()).isEqualTo("a slip\nLarkspur Hardware");
        assertThat(text.millis()).isPositive();
    }

    @Test
    void carriesWordsOnWhereThePictureIsNotToBeRead() {
        TextRead text = read("titles", "not even an image".getBytes(UTF_8), null);
        assertThat(text.outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(text.words()).isEqualTo("a slip");
    }

    @Test
    void saysNothingWhereAPipelineHasNoUseForText() {
        assertThat(new ImageReader(recognizer).read(image("pictures", SLIP, null), registry))
                .isEmpty();
    }

    @Test
    void saysThatAPipelineIsNotKnown() {
        TextRead text = read("slpis", SLIP, null);
        assertThat(text.outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(text.reason()).isEqualTo("pipeline slpis is not known to the OCR service");
        assertThat(text.fields()).isEqualTo(FIELDS);
    }

    @Test
    void saysThatNoTextWasFound() {
        TextRead text = read("slips", Pages.drawn(100, 100, 20), null);
        assertThat(text.outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(text.reason()).isEqualTo("no text was found in the image");
    }

    @Test
    void failsWithTheReasonOnWhatCannotBeDecoded() {
        assertFailed(read("slips", new byte[0], null), "the image is empty");
        assertFailed(
                read("slips", Arrays.copyOf(SLIP, SLIP.length / 2), null),
                "the PNG is truncated or damaged: it cannot be decoded");
        assertFailed(
                read("slips", "plain text".getBytes(UTF_8), null),
                "not an image (JPEG, PNG, WebP, TIFF, BMP or GIF): it starts with \"plain text\"");
    }

    @Test
    void failsWhereALanguageIsNotInstalled() {
        TextRead text = read("martian", SLIP, null);
        assertThat(text.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(text.reason()).contains("install the package tesseract-ocr-mars");
    }

    @Test
    void fetchesALargeImageFromTheBlobStore() throws IOException {
        TextRead text = read("slips", new byte[0], blobs.put(SLIP));
        assertThat(text.lines()).extracting(TextLine::text).containsExactly("Larkspur Hardware");
        String missing = "0".repeat(64);
        assertFailed(read("slips", new byte[0], missing), "the image blob:" + missing + " is not in the blob store");
        assertFailed(read("slips", null, "../../etc/passwd"), "ce_dataref is not blob:SHA256: blob:../../etc/passwd");
    }

    private static void assertFailed(TextRead text, String reason) {
        assertThat(text.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(text.reason()).isEqualTo(reason);
        assertThat(text.fields()).isEqualTo(FIELDS);
    }

    private TextRead read(String pipeline, byte[] file, String blob) {
        return new ImageReader(recognizer)
                .read(image(pipeline, file, blob), registry)
                .orElseThrow();
    }

    private SubmittedImage image(String pipeline, byte[] file, String blob) {
        var record = new ConsumerRecord<byte[], ImageValue>(
                "images", 2, 7, null, new ImageValue.Reader().deserialize("images", file));
        if (blob != null) {
            record.headers().add(Headers.DATA_REF, (BlobStore.SCHEME + blob).getBytes(UTF_8));
        }
        return new SubmittedImage(new Submission(2, 7), pipeline, FIELDS, () -> ImageBytes.of(record, blobs, 1 << 20));
    }
}
