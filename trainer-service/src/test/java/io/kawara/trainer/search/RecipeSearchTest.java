package io.kawara.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.data.Split;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.run.TinyData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeSearchTest {
    @TempDir
    Path folder;

    @Test
    void trialsAreRunsOnTheFoldsAndNeverLookAtTheHoldout() throws Exception {
        var data = TinyData.draw(folder);
        var file = Files.writeString(folder.resolve("rates.yaml"), """
            name: rates
            recipe: tiny.yaml
            keys:
              optimizer.learningRate: {from: 1e-5, to: 1e-2, scale: log}
              train.labelSmoothing: {choices: [0, 0.1]}
            startup: 1
            """);
        var search = SearchFile.read(file, List.of());
        var settings = List.of("train.epochs=3");
        var recipe = search.recipe(file, settings, Map.of());
        var rows = data.reader().read(recipe, folder);
        for (int place : Split.of(rows, recipe.split()).holdout()) {
            String id = rows.rows().get(place).id();
            Files.writeString(folder.resolve("images").resolve(id + ".jpg"), id); // whoever looks at it, fails
        }
        var run = RunFolder.next(folder.resolve("runs"), "rates");
        var kept = new RecipeSearch(search, file, settings, run, TinyData.quiet());

        var best = kept.on(data.reader(), folder).run(4, null);

        assertThat(kept.table().read()).hasSize(4);
        assertThat(best).hasValueSatisfying(trial -> assertThat(trial.score()).isBetween(0.0, 1.0));
        var part = run.path().resolve("trial-1/tiny-image/fold-1");
        assertThat(part.resolve("metrics.csv")).isNotEmptyFile();
        assertThat(part.resolve("model.onnx")).doesNotExist();
        assertThat(Recipe.read(kept.best(), List.of()).optimizer().learningRate())
                .isEqualTo(Double.parseDouble(best.orElseThrow().settings().get("optimizer.learningRate")));
    }
}
