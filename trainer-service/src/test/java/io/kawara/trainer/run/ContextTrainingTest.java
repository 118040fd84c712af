package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.PageRules;
import io.kawara.serving.Device;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.context.ColouredPages;
import io.kawara.trainer.pages.ReadFile;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table of boxes and pages to a model file: everything real but small. */
class ContextTrainingTest {
    private static final String RECIPE = """
        name: tiny-context
        options: {backbone: small-cnn, width: 8, hidden: 16, dropout: 0.1}
        context: {longSides: [320, 400]}
        boxes: {group: prefix}
        split: {holdoutGroups: ["101"], folds: 2, foldBy: group}
        crops: {width: 128, height: 192, from: [1500, 2500], each: 8}
        train: {epochs: 4, batchSize: 2, frozen: [stem.]}
        optimizer: {learningRate: 0.01}
        augment:
          - {kind: brightness-contrast, brightness: 0.1, contrast: 0.1, probability: 0.5}
        """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void draw() throws Exception {
        ColouredPages.in(folder, 9);
        file = Files.writeString(folder.resolve("context.yaml"), RECIPE);
    }

    @Test
    void learnsToReadBoxesOfBooksThatItHasNotSeen() throws Exception {
        var run = train(List.of(), false);

        try (var model =
                OnnxModel.load(Files.readAllBytes(run.model("tiny-context")), new SessionSettings(Device.CPU, 1))) {
            var card = model.card();
            assertThat(card.task()).isEqualTo(ModelTask.CHARACTER_CLASSIFICATION);
            assertThat(card.labels()).containsExactly("U+7EA2", "U+7EFF", "U+84DD", PageRules.FALSE_POSITIVE);
            assertThat(card.context().longSides()).containsExactly(320, 400);
            assertThat(Cards.metrics(card).get("accuracy")).isGreaterThan(0.9);
        }
    }

    @Test
    void measuresEachPageByAModelThatHasNotSeenItsBook() throws Exception {
        var run = train(List.of("train.epochs=1", "crops.each=1"), true);
        try (var model =
                OnnxModel.load(Files.readAllBytes(run.model("tiny-context")), new SessionSettings(Device.CPU, 1))) {
            assertThat(Cards.metrics(model.card())).containsKeys("outOfFoldAccuracy", "accuracy");
        }
        var read = ReadFile.read(List.of(run.path().resolve("tiny-context.out-of-fold.jsonl")));
        assertThat(read)
                .extracting(ReadFile.Line::image)
                .containsExactlyInAnyOrder("100_0", "100_3", "100_6", "102_2", "102_5", "102_8");
        assertThat(read).allSatisfy(page -> {
            assertThat(page.page().height()).isEqualTo(320);
            assertThat(page.readers().get(0).characters()).hasSize(48);
        });
    }

    @Test
    void twoTrainingsGiveTheSameFile() throws Exception {
        var little = List.of("train.epochs=1", "crops.each=2");
        assertThat(train(little, false).model("tiny-context"))
                .hasSameBinaryContentAs(train(little, false).model("tiny-context"));
    }

    private RunFolder train(List<String> settings, boolean outOfFold) throws Exception {
        var training = new FileTraining(file, settings);
        var run = RunFolder.next(folder.resolve("runs"), training.name());
        var quiet = new Console(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false);
        training.train(null, folder, run, false, outOfFold, quiet);
        return run;
    }
}
