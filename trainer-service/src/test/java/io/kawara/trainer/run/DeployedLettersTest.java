package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Task;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.recipe.LetterKeys;
import io.kawara.trainer.recipe.PipelineFile;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.synthesize.DrawnGlyphs;
import io.kawara.trainer.synthesize.LetterFolder;
import io.kawara.trainer.synthesize.LetterGenerator;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The letters' recipes as they are deployed, each trained to its end at toy size on letters of our own. */
class DeployedLettersTest {
    private static final Path DEPLOY = Path.of("..", "deploy");

    @TempDir
    Path folder;

    @Test
    void theRecipeOfTheGlyphsTrains() throws Exception {
        DrawnGlyphs.write(DrawnGlyphs.of(5), folder.resolve("glyphs.csv"));
        var recipe = Recipe.read(
                DEPLOY.resolve("recipes/letters.yaml"),
                List.of(
                        "data.file=glyphs.csv",
                        "data.glyphs.pictures=8",
                        "data.glyphs.unseen=8",
                        "options={width: 16, blocks: 1}",
                        "split.folds=2",
                        "train.epochs=1",
                        "train.batchSize=8",
                        "train.precision=float32",
                        "curriculum=[{epochs: 1, pictures: 8, letters: [2, 4], canvas: 128, size: 64, places: true}]"));

        assertThat(train(recipe).holdout().rankings()).hasSize(4).allMatch(ranking -> ranking.size() == 26);
    }

    @Test
    void theWinnersRecipeTrains() throws Exception {
        var generator = new LetterGenerator(DrawnGlyphs.of(2), LetterKeys.defaults(), 64, 1);
        new LetterFolder(generator, folder).write(0, 20, done -> {});
        var recipe = Recipe.read(
                DEPLOY.resolve("recipes/s5-letters.yaml"),
                List.of(
                        "input={size: 32, channels: 1}",
                        "options={width: 16, dropout: 0.5}",
                        "split={holdout: 0.25, folds: 2, stratified: false}",
                        "train={epochs: 1, batchSize: 5}"));

        assertThat(train(recipe).holdout().rankings()).hasSize(5).allMatch(ranking -> ranking.size() == 26);
    }

    @Test
    void theMembersOfThePipelineDifferBySeed() throws Exception {
        var file = DEPLOY.resolve("pipelines/letters.yaml");
        var pipeline = PipelineFile.read(file);
        var recipes = pipeline.recipes(file, List.of());

        assertThat(pipeline.task()).isEqualTo(Task.MULTI_LABEL);
        assertThat(recipes).extracting(Recipe::name).containsExactly("letters-a", "letters-b", "letters-c");
        assertThat(recipes).extracting(recipe -> recipe.train().seed()).doesNotHaveDuplicates();
    }

    private ModelTraining.Outcome train(Recipe recipe) throws Exception {
        var rows = new LabelledData(folder, folder, line -> {}).read(recipe, folder);
        var run = RunFolder.next(folder.resolve("runs"), recipe.name());
        var console =
                new Console(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
        return new ModelTraining(RecipeData.of(recipe, rows), run, false, console).train(false);
    }
}
