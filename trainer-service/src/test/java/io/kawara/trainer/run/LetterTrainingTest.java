package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.serving.Activation;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.synthesize.DrawnGlyphs;
import io.kawara.trainer.synthesize.Glyphs;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From glyphs to a model file, stage by stage: everything real but small. */
class LetterTrainingTest {
    private static final String RECIPE = """
            name: tiny-letters
            task: multi-label
            architecture: spotting-cnn
            options: {width: 4, blocks: 1}
            input: {size: 64, channels: 1}
            data: {format: glyphs, file: glyphs.csv, glyphs: {pictures: 16, unseen: 12, holdout: 0.34}}
            split: {holdout: 0.5, folds: 2, stratified: false}
            train: {epochs: 2, batchSize: 8}
            curriculum:
              - {epochs: 2, pictures: 24, letters: [1, 2], canvas: 96, size: 48, places: true, learningRate: 0.004}
              - {epochs: 1, places: true}
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void draw() throws Exception {
        DrawnGlyphs.write(DrawnGlyphs.of(3), folder.resolve("glyphs.csv"));
        file = Files.writeString(folder.resolve("letters.yaml"), RECIPE);
    }

    @Test
    void trainsStageByStageIntoAModelOfWholePictures() throws Exception {
        var run = RunFolder.next(folder.resolve("runs"), "tiny-letters");
        var outcome = train(run, List.of());

        var bytes = Files.readAllBytes(run.model("tiny-letters"));
        try (var model = OnnxModel.load(bytes, new SessionSettings(Device.CPU, 1))) {
            var card = model.card();
            assertThat(card.labels()).isEqualTo(Glyphs.names());
            assertThat(card.activation()).isEqualTo(Activation.SIGMOID);
            assertThat(card.image().width()).isEqualTo(64);
            assertThat(Glyphs.names()).containsAll(card.thresholds().keySet());
            assertThat(Cards.metrics(card)).containsKeys("accuracy", "outOfFoldAccuracy");
            assertThat(Cards.recipe(card).orElseThrow().curriculum()).hasSize(2);
        }
        assertThat(outcome.holdout().rankings()).hasSize(6).allMatch(ranking -> ranking.size() == 26);
        assertThat(outcome.outOfFold().rankings()).hasSize(6);
    }

    @Test
    void goesOnAfterTheStagesThatWereDone() throws Exception {
        var whole = RunFolder.next(folder.resolve("runs"), "tiny-letters");
        train(whole, List.of());
        var cut = RunFolder.next(folder.resolve("runs"), "tiny-letters");
        train(cut, List.of());
        var place = whole.path().relativize(stages(whole, "stage-2").get(0));
        for (Path made : stages(cut, "stage-2")) {
            Files.delete(made);
        }
        assertThat(place.toString()).contains("stage-2");
        for (Path made : stages(cut, "model.onnx")) {
            Files.delete(made);
        }
        Files.delete(cut.model("tiny-letters"));

        new ModelTraining(new RecipeData(recipe(List.of()), rows(recipe(List.of())), split()), cut, true, console())
                .train(false);

        assertThat(Files.readAllBytes(cut.model("tiny-letters")))
                .isEqualTo(Files.readAllBytes(whole.model("tiny-letters")));
    }

    @Test
    void neverMeasuresOnGlyphsThatItLearnsFrom() throws Exception {
        var recipe = recipe(List.of());
        var rows = rows(recipe);

        assertThat(rows.size()).isEqualTo(12);
        assertThat(rows.labels()).isEqualTo(Glyphs.names());
        assertThat(rows(recipe(List.of("train.seed=7"))).manifestHash()).isEqualTo(rows.manifestHash());
        assertThat(rows(recipe(List.of("split.seed=7"))).manifestHash()).isNotEqualTo(rows.manifestHash());
    }

    @Test
    void refusesAStageThatCannotBe() {
        assertThatThrownBy(() -> recipe(List.of("curriculum=[{epochs: 1, size: 40}]")))
                .hasMessageContaining("stage 1")
                .hasMessageContaining("does not shrink to 40");
        assertThatThrownBy(() -> recipe(List.of("curriculum=[{epochs: 1, letters: [9, 3]}]")))
                .hasMessageContaining("stage 1")
                .hasMessageContaining("'letters'");
        assertThatThrownBy(() -> recipe(List.of("augment.flip=0.5"))).hasMessageContaining("'augment'");
        assertThatThrownBy(() -> recipe(List.of("data.format=csv", "data.glyphs=null")))
                .hasMessageContaining("'places'");
    }

    private ModelTraining.Outcome train(RunFolder run, List<String> settings) throws Exception {
        var recipe = recipe(settings);
        return new ModelTraining(new RecipeData(recipe, rows(recipe), split()), run, false, console()).train(false);
    }

    private Recipe recipe(List<String> settings) throws Exception {
        return Recipe.read(file, settings);
    }

    private DataSet rows(Recipe recipe) throws Exception {
        return new LabelledData(folder, folder, line -> {}).read(recipe, folder);
    }

    private Split split() throws Exception {
        return Split.of(rows(recipe(List.of())), recipe(List.of()).split());
    }

    private static List<Path> stages(RunFolder run, String name) throws Exception {
        try (var files = Files.walk(run.path())) {
            var found = new ArrayList<Path>();
            files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains("/" + name))
                    .forEach(found::add);
            return found;
        }
    }

    private static Console console() {
        return new Console(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
    }
}
