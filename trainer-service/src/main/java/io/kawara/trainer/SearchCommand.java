package io.kawara.trainer;

import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.jobs.TrainingQueue;
import io.kawara.trainer.jobs.TrainingReader;
import io.kawara.trainer.jobs.TrialRequests;
import io.kawara.trainer.journal.Environment;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.search.RecipeSearch;
import io.kawara.trainer.search.SearchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    @Option(
            names = "--submit",
            description =
                    "Leave the trials to workers, who share them; all must see the same files under the same paths.")
    private boolean submit;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var described = SearchFile.read(file, List.of());
        described.recipe(
                file, settings, described.settings().settings(1, List.of())); // a wrong key is better said at once
        int number = trials == null ? described.trials() : trials;
        return submit ? submit(described, number) : search(described, number);
    }

    private int search(SearchFile described, int number) throws IOException, InterruptedException {
        var search = kept(described);
        var found = search.on(new LabelledData(workplace.root(), workplace.folder(), console::line), data)
                .run(number, described.time());
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "No trial came to its end: see " + search.table().file() + ".");
        }
        var best = found.get();
        console.line("");
        console.line("Best of %s: trial %d, %.4f", described.metric(), best.number(), best.score());
        best.settings().forEach((key, value) -> console.line("  %s=%s", key, value));
        console.line("All trials: %s", search.table().file());
        console.line("To train on all rows: ./kawara train %s --data %s", search.best(), data);
        return 0;
    }

    private int submit(SearchFile described, int number) throws IOException, InterruptedException {
        String servers = workplace.runningServers();
        var search = kept(described);
        try (var reader = new TrainingReader(servers, workplace.topics())) {
            var requests = new TrialRequests(search, data).missing(number, reader.read());
            new TrainingQueue(servers, workplace.topics()).addAll(requests);
            console.line("Trials asked for: %d. ./kawara worker makes them.", requests.size());
        }
        console.line("How they get on: ./kawara trainings --follow");
        console.line("Those that ended: %s", search.table().file());
        console.line("The best so far, to train on all rows: %s", search.best());
        return 0;
    }

    /** The search in its folder, with a note of what it is and where it began. */
    private RecipeSearch kept(SearchFile described) throws IOException {
        String name = described.name();
        var folder = resume
                ? RunFolder.latest(workplace.runs(), name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no search " + name + " in " + workplace.runs() + " to resume."))
                : RunFolder.next(workplace.runs(), name);
        Environment.here(
                        workplace.root(),
                        ModelTraining.threads(),
                        spec.commandLine().getParseResult().originalArgs())
                .write(folder.path());
        folder.keep(described, "search");
        return new RecipeSearch(described, file, settings, folder, console);
    }
}
