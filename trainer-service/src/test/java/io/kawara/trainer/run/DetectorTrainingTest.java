package io.kawara.trainer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.pages.Page;
import io.kawara.serving.ModelTask;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.detect.DrawnPages;
import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.pages.PageTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTrainingTest {
    private static final String RECIPE = """
            name: blocks
            page: {longSide: 160, tile: 96, overlap: 32}
            options: {width: 8, neck: 8}
            pages: [{crops: 16}]
            split: {holdout: 0.25, folds: 2}
            crops: {size: 96, scale: [0.9, 1.1]}
            train: {epochs: 5, batchSize: 4, ema: 0.9}
            optimizer: {kind: adamw, learningRate: 0.01}
            """;

    @TempDir
    private Path parent;

    private Path data;
    private Path recipe;

    @BeforeEach
    void draw() throws IOException {
        data = parent.resolve("data");
        DrawnPages.write(data, 8);
        recipe = Files.writeString(parent.resolve("blocks.yaml"), RECIPE);
    }

    @Test
    void whatStandsOutIsFoundOnPagesThatWereKeptBack() throws Exception {
        var run = train(false, List.of());
        var card = OnnxFile.map(run.model("blocks")).card();
        assertThat(card.task()).isEqualTo(ModelTask.OBJECT_DETECTION);
        assertThat(card.page().longSide()).isEqualTo(160);
        assertThat(card.provenance()).containsKeys("recipe", "recipeHash", "rowsHash", "threads");
        assertThat(Cards.metrics(card).get("f1")).isGreaterThan(0.95);
        assertThat(Cards.metrics(card).get("boxF1")).isGreaterThan(0.8);
    }

    @Test
    void everyPageIsFoundByAModelThatHasNotSeenItAndAResumedRunTrainsNothingAgain() throws Exception {
        var shorter = List.of("train.epochs=1", "pages=[{crops: 4}]", "page.threshold=0.01");
        var run = train(true, shorter);
        var found = PageTable.read(run.path().resolve("blocks.out-of-fold.csv"), null);
        assertThat(found).extracting(Page::id).doesNotHaveDuplicates();
        assertThat(Files.readString(run.path().resolve("blocks.split.csv"))).contains("fold-1", "fold-2", "holdout");

        var model = Files.readAllBytes(run.model("blocks"));
        var fold = Files.getLastModifiedTime(run.part("blocks", "fold-2").resolve("model.onnx"));
        new FileTraining(recipe, shorter).train(reader(), data, run, true, true, console());
        assertThat(Files.readAllBytes(run.model("blocks"))).isEqualTo(model);
        assertThat(Files.getLastModifiedTime(run.part("blocks", "fold-2").resolve("model.onnx")))
                .isEqualTo(fold);
    }

    @Test
    void aTrainingBeginsWithAnotherModelsWeights() throws Exception {
        var shorter = List.of("train.epochs=1", "pages=[{crops: 4}]");
        var first = train(false, shorter).model("blocks");
        var frozen = new ArrayList<>(shorter);
        frozen.addAll(
                List.of("start=" + first, "optimizer.learningRate=1e-9", "train.ema=0", "schedule.kind=constant"));
        var second = train(false, frozen).model("blocks");
        var before = Graph.read(first).weights().get("head.conv.weight").values();
        var after = Graph.read(second).weights().get("head.conv.weight").values();
        assertThat(after).containsExactly(before, within(1e-6f));
    }

    private RunFolder train(boolean withFolds, List<String> settings) throws Exception {
        var training = new FileTraining(recipe, settings);
        assertThat(training.name()).isEqualTo("blocks");
        var run = RunFolder.next(parent.resolve("runs"), "blocks");
        training.train(reader(), data, run, false, withFolds, console());
        return run;
    }

    private LabelledData reader() {
        return new LabelledData(parent, parent, line -> {});
    }

    private static Console console() {
        return new Console(new PrintStream(new ByteArrayOutputStream(), true, UTF_8), false);
    }
}
