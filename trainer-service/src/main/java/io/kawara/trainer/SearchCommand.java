package io.kawara.trainer;

import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.journal.Environment;
import io.kawara.trainer.recipe.Canonical;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.search.RecipeObjective;
import io.kawara.trainer.search.Search;
import io.kawara.trainer.search.SearchFile;
import io.kawara.trainer.search.Trial;
import io.kawara.trainer.search.TrialTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kawara search}: tries settings of a recipe and writes the best as a recipe. */
@Command(
        name = "search",
        description = "Try settings of a recipe on one fold of the training rows and write the best as a recipe.",
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "A search (YAML).")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Settings of the recipe that every trial has, e.g. train.epochs=3")
    private List<String> settings = List.of();

    @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "The labelled data.")
    private Path data;

    @Option(names = "--trials", paramLabel = "N", description = "How many settings are tried, instead of the file's.")
    private Integer trials;

    @Option(
            names = "--resume",
            description = "Go on with the newest search of that name; trials that ended are not repeated.")
    private boolean resume;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var search = SearchFile.read(file, List.of());
        var folder = resume
                ? RunFolder.latest(workplace.runs(), search.name())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no search " + search.name() + " in " + workplace.runs() + " to resume."))
                : RunFolder.next(workplace.runs(), search.name());
        Environment.here(
                        workplace.root(),
                        ModelTraining.threads(),
                        spec.commandLine().getParseResult().originalArgs())
                .write(folder.path());
        folder.keep(search, "search");
        var rows = new LabelledData(workplace.root(), workplace.folder(), console::line)
                .read(search.recipe(file, settings, Map.of()), data);
        var table = folder.path().resolve("trials.csv");
        var found = new Search(
                        search.settings(),
                        search.stopping(),
                        new RecipeObjective(search, file, settings, rows, folder, console),
                        new TrialTable(table, new ArrayList<>(search.keys().keySet())),
                        this::say)
                .run(trials == null ? search.trials() : trials, time(search.hours()));
        if (found.isEmpty()) {
            throw new IllegalStateException("No trial came to its end: see " + table + ".");
        }
        var best = found.get();
        Path written = folder.path().resolve("best.recipe.json");
        Files.writeString(written, Canonical.json(search.recipe(file, settings, best.settings())) + "\n");
        console.line("");
        console.line("Best of %s: trial %d, %.4f", search.metric(), best.number(), best.score());
        best.settings().forEach((key, value) -> console.line("  %s=%s", key, value));
        console.line("All trials: %s", table);
        console.line("To train on all rows: ./kawara train %s --data %s", written, data);
        return 0;
    }

    private static Duration time(double hours) {
        return hours == 0 ? null : Duration.ofMillis(Math.round(hours * 3_600_000));
    }

    private void say(Trial trial) {
        console.line(
                "trial %d %s  score %.4f  %.1f s  %s%s",
                trial.number(),
                trial.state(),
                trial.score(),
                trial.seconds(),
                trial.settings(),
                trial.reason().isEmpty() ? "" : "  " + trial.reason());
    }
}
