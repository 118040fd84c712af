package io.kawara.trainer;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.recipe.PipelineFile;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.Measurement;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.PipelineTraining;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.run.Votes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara train}: from a recipe or a pipeline and a folder of data to models that serve. */
@Command(
        name = "train",
        description = "Train a recipe, or every recipe of a pipeline and the weights between them, and publish.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "A recipe or a pipeline (YAML).")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Settings that go before the recipe's, e.g. optimizer.learningRate=5e-3")
    private List<String> settings = List.of();

    @Option(names = "--data", required = true, paramLabel = "FOLDER", description = "The labelled data.")
    private Path data;

    @Option(names = "--resume", description = "Go on with the newest run of that name.")
    private boolean resume;

    @Option(names = "--no-publish", description = "Leave the models in the run's folder.")
    private boolean noPublish;

    @Option(
            names = "--out-of-fold",
            description =
                    "Of a recipe: predict every training row by a model that has not seen it, and calibrate by that.")
    private boolean outOfFold;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunFolder run = StrictYaml.keys(file).contains("members") ? pipeline() : recipe();
        var handover = new Handover(workplace, console);
        if (noPublish || !workplace.isUp()) {
            console.line("");
            console.line("The models lie in %s. To let them serve: ./kawara models publish %s", run.path(), run.path());
        } else {
            handover.publish(run);
        }
        return 0;
    }

    private RunFolder recipe() throws IOException, InterruptedException {
        var recipe = Recipe.read(file, settings);
        var rows = read(recipe);
        var run = run(recipe.name());
        var split = Split.of(rows, recipe.split());
        var outcome = new ModelTraining(recipe, rows, split, run, resume, console).train(outOfFold);
        if (outOfFold) {
            measure("Out of fold", outcome.outOfFold(), rows.rows(split.training()));
        }
        if (!split.holdout().isEmpty()) {
            measure("On rows kept back", outcome.holdout(), rows.rows(split.holdout()));
        }
        return run;
    }

    private RunFolder pipeline() throws IOException, InterruptedException {
        var pipeline = PipelineFile.read(file);
        var recipes = pipeline.recipes(file, settings);
        var rows = new ArrayList<DataSet>();
        for (Recipe recipe : recipes) {
            rows.add(read(recipe));
        }
        var run = run(pipeline.name());
        var result = new PipelineTraining(pipeline, recipes, rows, run, resume, console).run();
        console.table("Out of fold, by which the weights were chosen", result.outOfFold());
        console.line("");
        console.line("Combination: %s", result.pipeline().combination());
        result.pipeline().members().forEach(m -> console.line("  %-24s weighs %.2f", m.model(), m.weight()));
        console.table("On rows kept back", result.holdout());
        return run;
    }

    private void measure(String title, Votes votes, DataSet rows) {
        console.table(title, List.of(Measurement.of(votes.model(), votes.rankings(), rows)));
    }

    private DataSet read(Recipe recipe) throws IOException, InterruptedException {
        var rows = new LabelledData(workplace.root(), workplace.folder(), console::line).read(recipe, data);
        var split = Split.of(rows, recipe.split());
        console.line(
                "%s: %d rows of %d labels, %d kept back for the end",
                recipe.name(),
                rows.size(),
                rows.labels().size(),
                split.holdout().size());
        return rows;
    }

    private RunFolder run(String name) throws IOException {
        if (!resume) {
            return RunFolder.next(workplace.runs(), name);
        }
        return RunFolder.latest(workplace.runs(), name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no run of " + name + " in " + workplace.runs() + " to resume."));
    }
}
