package io.kawara.trainer;

import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.search.SearchFile;
import io.kawara.trainer.trees.TreeSearch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kawara pages search}: the best settings of trees. */
@Command(
        name = "search",
        description =
                "Search the settings by which trees tell characters best, on a fold that they did not learn from.",
        mixinStandardHelpOptions = true)
final class PagesSearchCommand implements Callable<Integer> {
    @Mixin
    private ReadPagesConfig read;

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
        var described = SearchFile.read(read.file(), List.of());
        var folder = resume
                ? RunFolder.latest(workplace.runs(), described.name())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no search " + described.name() + " in " + workplace.runs() + " to resume."))
                : RunFolder.next(workplace.runs(), described.name());
        folder.keep(described, "search");
        var search = new TreeSearch(described, read.file(), read.pages(), ModelTraining.threads(), folder, console);
        var best = search.run(trials == null ? described.trials() : trials)
                .orElseThrow(() -> new IllegalStateException("No trial came to its end: see " + folder.path() + "."));
        console.line("");
        console.line("Best of %s: trial %d, %.4f", described.metric(), best.number(), best.score());
        best.settings().forEach((key, value) -> console.line("  %s=%s", key, value));
        console.line("To train with it: ./kawara pages train %s ...", search.best());
        return 0;
    }
}
