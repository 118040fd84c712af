package io.kawara.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.messaging.BlobStore;
import io.kawara.serving.Device;
import io.kawara.serving.LiveModels;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestRegistry;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.TinyModels;
import io.kawara.vision.Image;
import io.kawara.vision.ImageLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ImageClassifierTest {
    private static final String[] COLOURS = {"red", "green", "blue"};

    @TempDir
    Path folder;

    private LiveModels models;
    private final Decoders decoders = new Decoders(2);
    private ImageClassifier classifier;

    @BeforeEach
    void open() {
        var blobs = new BlobStore(folder);
        var small = TinyModels.imageCard("small", 1, 4, COLOURS);
        var large = TinyModels.imageCard("large", 2, 9, COLOURS);
        var crops = TinyModels.imageCard("crops", 1, 4, COLOURS).withViews(views("flip", "seven-crop@6"), null);
        var scales = TinyModels.imageCard("scales", 1, 4, COLOURS).withViews(views("rotations", "scale@7"), null);
        models = new LiveModels(blobs, new SessionSettings(Device.CPU, 1), Stage.IMAGE, (model, version) -> {});
        models.follow(new TestRegistry(blobs)
                .pipeline("one", Stage.IMAGE, "small")
                .pipeline("two", Stage.IMAGE, "small", "large")
                .pipeline("crops", Stage.IMAGE, "crops")
                .pipeline("scales", Stage.IMAGE, "scales")
                .pipeline("words", Stage.TEXT, "words")
                .serve(crops, TinyModels.colours(crops))
                .serve(scales, TinyModels.convolutional(scales))
                .serve(small, TinyModels.colours(small))
                .serve(large, TinyModels.colours(large))
                .now());
        classifier = new ImageClassifier(models, ImageLimits.DEFAULT, 8, decoders);
    }

    @AfterEach
    void close() {
        decoders.close();
        models.close();
    }

    @Test
    void aBadImageInTheMiddleOf32FailsAlone() throws Exception {
        var images = new ArrayList<SubmittedImage>();
        for (int i = 0; i < 32; i++) {
            var png = picture(i % 3);
            var bytes = i == 16 ? Arrays.copyOf(png, png.length / 2) : png;
            images.add(image(i, "one", () -> bytes));
        }

        var predictions = classify(images);

        for (int i = 0; i < 32; i++) {
            var prediction = predictions.get(i).get(0);
            assertThat(prediction.submission().offset()).isEqualTo(i);
            if (i == 16) {
                assertThat(prediction.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(prediction.reason()).contains("PNG");
            } else {
                assertThat(prediction.scores().get(0).label()).isEqualTo(COLOURS[i % 3]);
            }
        }
    }

    @Test
    void asksEachModelOfAPipelineAtTheSizeItWants() throws Exception {
        var predictions = classify(List.of(image(0, "two", () -> picture(1)), image(1, "one", () -> picture(2))));

        assertThat(predictions.get(0)).extracting(Prediction::model).containsExactly("small", "large");
        assertThat(predictions.get(0)).extracting(Prediction::version).containsExactly(1, 2);
        assertThat(predictions.get(0))
                .allMatch(one -> one.scores().get(0).label().equals("green"));
        assertThat(predictions.get(1)).hasSize(1);
    }

    @Test
    void looksAtAnImageAsTheCardSays() throws Exception {
        var predictions = classify(List.of(image(0, "crops", () -> picture(1)), image(1, "scales", () -> picture(2))));

        assertThat(predictions.get(0).get(0).outcome()).isEqualTo(Outcome.OK);
        assertThat(predictions.get(0).get(0).scores().get(0).label()).isEqualTo("green");
        assertThat(predictions.get(1).get(0).scores().get(0).label()).isEqualTo("blue");
    }

    @Test
    void failsForEveryModelOfThePipelineWithTheReason() throws Exception {
        var predictions = classify(List.of(
                image(0, "two", () -> new byte[0]),
                image(1, "two", () -> "hello".getBytes(UTF_8)),
                image(2, "one", () -> {
                    throw new IOException("the image blob:0 is not in the blob store");
                })));

        assertThat(predictions.get(0)).hasSize(2).allMatch(one -> one.outcome() == Outcome.FAILED);
        assertThat(predictions.get(1)).hasSize(2).allMatch(one -> one.outcome() == Outcome.FAILED);
        assertThat(predictions.get(2).get(0).reason()).isEqualTo("the image blob:0 is not in the blob store");
    }

    @Test
    void doesNotLookAtAnImageThatNoModelIsAskedAbout() throws Exception {
        var looks = new AtomicInteger();
        SubmittedImage.Content content = () -> {
            looks.incrementAndGet();
            return picture(0);
        };

        var predictions = classify(List.of(image(0, "words", content), image(1, "unknown", content)));

        assertThat(predictions.get(0)).isEmpty();
        assertThat(predictions.get(1).get(0).outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(predictions.get(1).get(0).model()).isNull();
        assertThat(looks).hasValue(0);
    }

    private static List<TestTimeAugmentation> views(String... ways) {
        return Arrays.stream(ways).map(TestTimeAugmentation::parse).toList();
    }

    private List<List<Prediction>> classify(List<SubmittedImage> images) throws InterruptedException {
        try (var round = classifier.prepare(images)) {
            return classifier.classify(round);
        }
    }

    private static SubmittedImage image(long offset, String pipeline, SubmittedImage.Content content) {
        return new SubmittedImage(new Submission(0, offset), pipeline, content);
    }

    /** 20 x 10 pixels of pure red, green or blue, as PNG. */
    static byte[] picture(int colour) {
        var pixels = new byte[20 * 10 * 3];
        for (int i = colour; i < pixels.length; i += 3) {
            pixels[i] = -1;
        }
        try (var image = Image.of(20, 10, 3, pixels)) {
            return image.toPng();
        }
    }
}
