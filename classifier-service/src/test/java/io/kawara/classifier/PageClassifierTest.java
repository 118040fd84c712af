package io.kawara.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.InvalidMessage;
import io.kawara.reading.CropReader;
import io.kawara.serving.CropRule;
import io.kawara.serving.Device;
import io.kawara.serving.LiveModels;
import io.kawara.serving.ModelTask;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestRegistry;
import io.kawara.serving.TinyModels;
import io.kawara.vision.Image;
import io.kawara.vision.ImageLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PageClassifierTest {
    private static final String[] CODES = {"U+8D64", "U+7DD1", "U+9752"}; // red, green, blue

    @TempDir
    Path folder;

    private final Decoders decoders = new Decoders(2);
    private LiveModels models;
    private PageClassifier classifier;

    @BeforeEach
    void open() {
        var blobs = new BlobStore(folder);
        var small = TinyModels.imageCard("small", 1, 2, CODES);
        var wide = TinyModels.imageCard("wide", 3, 4, CODES).withCrop(new CropRule(0.1, CropRule.Of.MEAN_SIDE, true));
        models = new LiveModels(blobs, new SessionSettings(Device.CPU, 1), Stage.CHARACTER, (model, version) -> {});
        models.follow(new TestRegistry(blobs)
                .pipeline(pages("pages", "small", "wide"))
                .pipeline(pages("one", "small"))
                .pipeline(pages("none"))
                .serve(small, TinyModels.colours(small))
                .serve(wide, TinyModels.colours(wide))
                .now());
        classifier = new PageClassifier(
                models,
                ImageLimits.DEFAULT,
                Map.of(ModelTask.IMAGE_CLASSIFICATION, new CropReader(64, ForkJoinPool.commonPool())),
                decoders);
    }

    @AfterEach
    void close() {
        decoders.close();
        models.close();
    }

    @Test
    void readsEachPageWithEachModelOfItsPipeline() throws Exception {
        var read = read(page(0, "pages", box(0), box(1), box(2)), page(1, "one", box(2)), page(2, "none", box(0)));

        assertThat(read.get(0)).extracting(Prediction::model).containsExactly("small", "wide");
        assertThat(read.get(0)).extracting(Prediction::version).containsExactly(1, 3);
        assertThat(codes(read.get(0).get(0))).containsExactly(CODES);
        assertThat(read.get(0).get(1).characters()).hasSize(3);
        assertThat(read.get(0).get(0).candidates().unpacked()).hasSize(3);
        assertThat(read.get(1).get(0).stage()).isEqualTo(Stage.CHARACTER);
        assertThat(codes(read.get(1).get(0))).containsExactly(CODES[2]);
        assertThat(read.get(2)).isEmpty();
    }

    @Test
    void readsNothingOnAnEmptyPageWithoutLookingAtIt() throws Exception {
        var empty = new SubmittedImage(new Submission(0, 0), "pages", () -> {
            throw new AssertionError("the page was read");
        });

        var read = read(new SubmittedPage(empty, List::of, Optional.empty()), page(1, "one", box(1)));

        assertThat(read.get(0)).hasSize(2).allMatch(one -> one.outcome() == Outcome.OK);
        assertThat(read.get(0).get(0).characters()).isEmpty();
        assertThat(read.get(0).get(0).candidates().classes()).isEqualTo(3);
        assertThat(codes(read.get(1).get(0))).containsExactly(CODES[1]);
    }

    @Test
    void isAbsentWithTheReasonWhereTheDetectionFailed() throws Exception {
        var failed = new SubmittedPage(
                new SubmittedImage(new Submission(0, 0), "pages", () -> new byte[0]),
                List::of,
                Optional.of("the JPEG is truncated"));

        assertThat(read(failed).get(0))
                .hasSize(2)
                .allMatch(one -> one.outcome() == Outcome.ABSENT && one.reason().equals("the JPEG is truncated"));
    }

    @Test
    void aBadPageAmongOthersFailsAlone() throws Exception {
        var boxes = new SubmittedPage(
                new SubmittedImage(new Submission(0, 1), "one", () -> png()),
                () -> {
                    throw new InvalidMessage("no list of boxes");
                },
                Optional.empty());
        var image = new SubmittedPage(
                new SubmittedImage(new Submission(0, 2), "one", () -> "hello".getBytes(UTF_8)),
                () -> List.of(box(0)),
                Optional.empty());

        var read = read(page(0, "one", box(0)), boxes, image, page(3, "one", box(2)));

        assertThat(read)
                .extracting(one -> one.get(0).outcome())
                .containsExactly(Outcome.OK, Outcome.FAILED, Outcome.FAILED, Outcome.OK);
        assertThat(read.get(1).get(0).reason()).isEqualTo("no list of boxes");
        assertThat(codes(read.get(3).get(0))).containsExactly(CODES[2]);
    }

    @Test
    void readsTwentyThousandBoxesAndThoseBeyondThePage() throws Exception {
        var boxes = new ArrayList<CharacterBox>();
        for (int i = 0; i < 20_000; i++) {
            boxes.add(i % 2 == 0 ? box(i % 3) : CharacterBox.found(0.5, 9000 + i, -50, 30, 30));
        }

        var read = read(page(0, "one", boxes.toArray(CharacterBox[]::new)), page(1, "one", box(1)));

        assertThat(codes(read.get(0).get(0))).hasSize(20_000);
        for (int i = 0; i < 20_000; i += 2) {
            assertThat(read.get(0).get(0).characters().get(i).code()).isEqualTo(CODES[i % 3]);
        }
        assertThat(codes(read.get(1).get(0))).containsExactly(CODES[1]);
    }

    /** A pipeline of one detector and these classifiers. */
    static Pipeline pages(String name, String... classifiers) {
        var members = Stream.concat(
                Stream.of(new Member("boxes", Stage.DETECTOR, 1)),
                Stream.of(classifiers).map(model -> new Member(model, Stage.CHARACTER, 1)));
        return new Pipeline(name, null, null, Task.PAGES, null, members.toList(), Map.of());
    }

    private List<List<Prediction>> read(SubmittedPage... pages) throws InterruptedException {
        try (var round = classifier.prepare(List.of(pages))) {
            return classifier.classify(round);
        }
    }

    private static List<String> codes(Prediction prediction) {
        return prediction.characters().stream().map(CharacterBox::code).toList();
    }

    private static SubmittedPage page(long offset, String pipeline, CharacterBox... boxes) {
        var image = new SubmittedImage(new Submission(0, offset), pipeline, PageClassifierTest::png);
        return new SubmittedPage(image, () -> List.of(boxes), Optional.empty());
    }

    /** Where {@link #png} shows a colour. */
    static CharacterBox box(int colour) {
        return CharacterBox.found(0.9, 40 * colour + 5, 5, 30, 30);
    }

    /** 120 x 40 pixels, red, green and blue side by side, as PNG. */
    static byte[] png() {
        var pixels = new byte[120 * 40 * 3];
        for (int i = 0; i < 120 * 40; i++) {
            pixels[3 * i + i % 120 / 40] = -1;
        }
        try (var image = Image.of(120, 40, 3, pixels)) {
            return image.toPng();
        }
    }
}
