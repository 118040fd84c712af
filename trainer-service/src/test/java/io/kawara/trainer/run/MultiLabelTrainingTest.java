package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Task;
import io.kawara.serving.Activation;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.data.Probabilities;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.evaluate.OfflineAnswers;
import io.kawara.trainer.recipe.PipelineFile;
import io.kawara.trainer.recipe.Recipe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of a few words, each of which means one of the labels: everything real but small, and no picture anywhere. */
class MultiLabelTrainingTest {
    private static final String RECIPE = """
            name: words
            task: multi-label
            architecture: ngram-linear
            tokenizer: {kind: ngrams, buckets: 4096, wordNgrams: [1], charNgrams: [], maxTokens: 16}
            data: {file: said.tsv, id: '', image: '', text: [said], labels: a..d}
            split: {folds: 2, holdout: 0.25}
            sampling: {repeat: 2}
            train: {epochs: 12, batchSize: 8}
            optimizer: {learningRate: 0.3, weightDecay: 0}
            """;

    private static final SessionSettings SETTINGS = new SessionSettings(Device.CPU, 1);

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        var random = new Random(4);
        var lines = new ArrayList<>(List.of("said\ta\tb\tc\td"));
        for (int row = 0; row < 120; row++) {
            var said = new StringBuilder("row" + row);
            var cells = new StringBuilder();
            for (String word : List.of("apple", "bread", "cheese", "dates")) {
                boolean there = random.nextBoolean();
                said.append(there ? " " + word : "");
                cells.append(there ? "\t1" : "\t0");
            }
            lines.add(said.append(cells).toString());
        }
        Files.write(folder.resolve("said.tsv"), lines);
        Files.writeString(folder.resolve("words.yaml"), RECIPE);
    }

    @Test
    void learnsSeveralLabelsOfATextAndWritesWhatTheNextTrainingNeeds() throws Exception {
        var recipe = Recipe.read(folder.resolve("words.yaml"), List.of());
        var data = read(recipe);
        var split = Split.of(data, recipe.split());
        var run = RunFolder.next(folder.resolve("runs"), "words");

        var outcome = new ModelTraining(new RecipeData(recipe, data, split), run, false, quiet()).train(true);

        var measured = Measurement.of(outcome.holdout(), data.rows(split.holdout()));
        assertThat(measured.accuracy()).isGreaterThan(0.9);
        assertThat(measured.cells().microF1()).isGreaterThan(0.9);
        try (var model = OnnxModel.load(run.model("words"), new SessionSettings(Device.CPU, 1))) {
            assertThat(model.card().activation()).isEqualTo(Activation.SIGMOID);
            assertThat(model.card().labels()).containsExactly("a", "b", "c", "d");
            assertThat(Cards.metrics(model.card()))
                    .containsKeys("exactMatch", "microF1", "macroF1", "outOfFoldAccuracy");
        }
        var outOfFold = Probabilities.read(run.path().resolve("words.out-of-fold.csv"));
        assertThat(outOfFold.rows()).hasSize(split.training().size());
        var again = Recipe.read(
                folder.resolve("words.yaml"),
                List.of(
                        "split.file=" + run.path().resolve("words.split.csv"),
                        "data.targets=" + run.path().resolve("words.out-of-fold.csv")));
        var student = read(again);
        assertThat(Split.of(student, again.split())).isEqualTo(split);
        assertThat(student.rows(split.training()).rows()).allMatch(row -> row.target() != null);
        assertThat(student.rows(split.holdout()).rows()).allMatch(row -> row.target() == null);
    }

    @Test
    void trainsAPipelineOfSeveralAndChoosesTheirWeightsByTheLossOverCells() throws Exception {
        Files.writeString(
                folder.resolve("short.yaml"),
                RECIPE.replace("name: words", "name: short").replace("maxTokens: 16", "maxTokens: 3"));
        var file = Files.writeString(folder.resolve("both.yaml"), """
                name: both
                task: multi-label
                combination: mean
                members:
                  - {model: words, stage: text, recipe: words.yaml}
                  - {model: short, stage: text, recipe: short.yaml}
                """);
        var pipeline = PipelineFile.read(file);
        var recipes = pipeline.recipes(file, List.of());
        var run = RunFolder.next(folder.resolve("runs"), "both");

        var members = List.of(
                RecipeData.of(recipes.get(0), read(recipes.get(0))),
                RecipeData.of(recipes.get(1), read(recipes.get(1))));

        var result = new PipelineTraining(pipeline, members, run, false, quiet()).run();

        assertThat(result.pipeline().task()).isEqualTo(Task.MULTI_LABEL);
        assertThat(result.pipeline().combination()).isEqualTo(Combination.MEAN);
        assertThat(result.pipeline().members().get(0).weight())
                .isGreaterThan(result.pipeline().members().get(1).weight()); // the short one sees three words only
        assertThat(result.holdout().get(2).accuracy()).isGreaterThan(0.85);
        try (var words = OnnxModel.load(Files.readAllBytes(run.model("words")), SETTINGS);
                var few = OnnxModel.load(Files.readAllBytes(run.model("short")), SETTINGS)) {
            var kept = members.get(0).holdout();
            var thresholds = Map.of(
                    "words", words.card().thresholds(),
                    "short", few.card().thresholds());
            var answers = new OfflineAnswers(result.pipeline(), Map.of("words", words, "short", few)).to(kept);
            assertThat(answers.measure(result.pipeline(), thresholds, kept)).isEqualTo(result.holdout());
        }
    }

    private DataSet read(Recipe recipe) throws IOException, InterruptedException {
        return new LabelledData(folder, folder.resolve("kept"), line -> {}).read(recipe, folder);
    }

    private static Console quiet() {
        return new Console(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
    }
}
