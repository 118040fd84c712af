package io.kawara.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextLine;
import io.kawara.contracts.TextRead;
import io.kawara.messaging.BlobStore;
import io.kawara.serving.Device;
import io.kawara.serving.LiveModels;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestRegistry;
import io.kawara.serving.TinyModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TextClassifierTest {
    @TempDir
    Path folder;

    private LiveModels models;
    private TextClassifier classifier;

    @BeforeEach
    void open() {
        var blobs = new BlobStore(folder);
        var card = TinyModels.textCard("words", 3, 1000, "shoe", "shirt");
        models = new LiveModels(blobs, new SessionSettings(Device.CPU, 1), Stage.TEXT, (model, version) -> {});
        models.follow(new TestRegistry(blobs)
                .pipeline("products", Stage.TEXT, "words")
                .pipeline("pictures", Stage.IMAGE, "colours")
                .serve(card, TinyModels.words(card, "shoe", "shirt"))
                .now());
        classifier = new TextClassifier(models, 8);
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void ranksTheLabelsOfEachTextOfABatch() throws Exception {
        var texts = IntStream.range(0, 40)
                .mapToObj(i -> read(i, "word ".repeat(i * i) + (i % 2 == 0 ? "a red SHOE" : "a shirt")))
                .toList();

        var predictions = classify(texts);

        assertThat(predictions).hasSize(40);
        for (int i = 0; i < 40; i++) {
            var prediction = predictions.get(i).get(0);
            assertThat(prediction.submission()).isEqualTo(new Submission(0, i));
            assertThat(prediction.model()).isEqualTo("words");
            assertThat(prediction.version()).isEqualTo(3);
            assertThat(prediction.scores().get(0).label()).isEqualTo(i % 2 == 0 ? "shoe" : "shirt");
        }
    }

    @Test
    void answersFromTheItemsOwnWordsAndFromWhatWasRead() throws Exception {
        var own = new TextRead(
                new Submission(0, 0), "products", Outcome.ABSENT, "nothing read", Map.of("title", "shirt"), null, null);
        var read = new TextRead(
                new Submission(0, 1),
                "products",
                Outcome.OK,
                null,
                null,
                List.of(new TextLine("shoe", 1, 0, 0, 1, 1)),
                null);

        assertThat(classify(List.of(own, read)))
                .extracting(one -> one.get(0).scores().get(0).label())
                .containsExactly("shirt", "shoe");
    }

    @Test
    void answersFromTheItemsOwnWordsThoughTheImageCouldNotBeRead() throws Exception {
        var text = new TextRead(
                new Submission(0, 0), "products", Outcome.FAILED, "truncated", Map.of("title", "shirt"), null, null);

        assertThat(classify(List.of(text)).get(0).get(0).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void saysWhyThereIsNothingToAnswerFrom() throws Exception {
        var failed = new TextRead(new Submission(0, 0), "products", Outcome.FAILED, "truncated", null, null, null);
        var blank = read(1, " \n ");
        var noWord = read(2, "!!");

        var predictions = classify(List.of(failed, blank, noWord));

        assertThat(predictions)
                .extracting(one -> one.get(0).outcome())
                .containsExactly(Outcome.FAILED, Outcome.ABSENT, Outcome.ABSENT);
        assertThat(predictions)
                .extracting(one -> one.get(0).reason())
                .containsExactly("truncated", "no text was read", "the text holds no word: !!");
    }

    @Test
    void answersNothingWhereThePipelineHasNoTextModel() throws Exception {
        var text = new TextRead(new Submission(0, 0), "pictures", Outcome.OK, null, Map.of("a", "b"), null, null);

        assertThat(classify(List.of(text))).containsExactly(List.of());
    }

    private List<List<Prediction>> classify(List<TextRead> texts) throws InterruptedException {
        try (var round = classifier.prepare(texts)) {
            return classifier.classify(round);
        }
    }

    private static TextRead read(long offset, String words) {
        return new TextRead(
                new Submission(0, offset), "products", Outcome.OK, null, Map.of("title", words), null, null);
    }
}
