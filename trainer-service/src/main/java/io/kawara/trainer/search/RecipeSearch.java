package io.kawara.trainer.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.recipe.Canonical;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The search of a file, kept in a run's folder: {@code trials.csv}, a folder for each trial, and the best so far as {@code best.recipe.json}. Workers
 * on several machines may share the folder.
 *
 * @param file from which {@code search} was read
 * @param always settings that every trial has
 */
public record RecipeSearch(SearchFile search, Path file, List<String> always, RunFolder folder, Console console) {
    /** The search on labelled data. */
    public Search on(LabelledData reader, Path data) throws IOException, InterruptedException {
        var rows = reader.read(search.recipe(file, always, Map.of()), data);
        var objective = new RecipeObjective(search, file, always, rows, folder, console);
        return new Search(search.settings(), search.stopping(), objective, table(), this::ended);
    }

    public TrialTable table() {
        return new TrialTable(
                folder.path().resolve("trials.csv"), List.copyOf(search.keys().keySet()));
    }

    /** The recipe of the best trial, from when on there is one. */
    public Path best() {
        return folder.path().resolve("best.recipe.json");
    }

    private void ended(Trial trial, Optional<Trial> best) throws IOException {
        console.line(
                "trial %d %s  score %.4f  %.1f s  %s%s",
                trial.number(),
                trial.state(),
                trial.score(),
                trial.seconds(),
                trial.settings(),
                trial.reason().isEmpty() ? "" : "  " + trial.reason());
        if (best.isPresent() && best.get().equals(trial)) {
            var recipe = search.recipe(file, always, trial.settings());
            folder.write(best(), (Canonical.json(recipe) + "\n").getBytes(UTF_8));
        }
    }
}
