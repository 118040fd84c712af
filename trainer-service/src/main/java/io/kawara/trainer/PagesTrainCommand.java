package io.kawara.trainer;

import io.kawara.trainer.journal.Environment;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.trees.PageTraining;
import io.kawara.trainer.trees.TreesFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kawara pages train}: the trees that decide about characters. */
@Command(
        name = "train",
        description =
                "Train the trees that decide which boxes of a page are characters, and which; choose the classifiers'"
                        + " weights, the bias of false positives and the threshold; publish the pipeline.",
        mixinStandardHelpOptions = true)
final class PagesTrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ReadPagesConfig read;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that goes before the file's, e.g. filter.lightgbm.rounds=300")
    private List<String> settings = List.of();

    @Option(names = "--no-publish", description = "Leave models and pipeline in the run's folder.")
    private boolean noPublish;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException {
        var recipe = TreesFile.read(read.file(), settings);
        var pages = read.pages();
        var run = RunFolder.next(workplace.runs(), recipe.name());
        Environment.here(
                        workplace.root(),
                        ModelTraining.threads(),
                        spec.commandLine().getParseResult().originalArgs())
                .write(run.path());
        new PageTraining(recipe, pages, ModelTraining.threads(), console).train(run);
        new Handover(workplace, console).made(run, !noPublish);
        return 0;
    }
}
