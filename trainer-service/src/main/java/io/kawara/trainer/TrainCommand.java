package io.kawara.trainer;

import io.kawara.contracts.TrainingRequest;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.jobs.GatewayClient;
import io.kawara.trainer.jobs.TrainingAsk;
import io.kawara.trainer.jobs.TrainingQueue;
import io.kawara.trainer.journal.Environment;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.FileTraining;
import io.kawara.trainer.run.ModelTraining;
import io.kawara.trainer.run.Reproduction;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kawara train}: from a recipe or a pipeline and a folder of data to models that serve. */
@Command(
        name = "train",
        description = "Train a recipe, or every recipe of a pipeline and the weights between them, and publish.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "A recipe or a pipeline (YAML).")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Settings that go before the recipe's, e.g. optimizer.learningRate=5e-3")
    private List<String> settings = List.of();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The labelled data; left out where the catalogue has it.")
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

    @Option(
            names = "--reproduce",
            paramLabel = "MODEL",
            description =
                    "Instead of a FILE: train a model again by its card, a file or NAME[@VERSION], and say whether the"
                            + " same file comes out.")
    private String reproduced;

    @Option(
            names = "--submit",
            description =
                    "Leave the training to whichever worker is idle; workers must see the same files under the same"
                            + " paths.")
    private boolean submit;

    @Option(
            names = "--from-catalogue",
            paramLabel = "PIPELINE",
            description =
                    "Ask the running catalogue for a training of what people and models have labelled there; its gate decides"
                            + " whether what comes out serves. FILE may be left out: loop.trainings.file of the pipeline, else"
                            + " deploy/pipelines/PIPELINE.yaml.")
    private String pipeline;

    @Option(
            names = "--spread",
            description = "With --from-catalogue: members and folds are trainings of their own, for several workers.")
    private boolean spread;

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pipeline != null) {
            return askCatalogue();
        }
        if (data == null) {
            throw new IllegalArgumentException(
                    "Name the labelled data: --data FOLDER, or --from-catalogue PIPELINE for what was labelled here.");
        }
        if ((file == null) == (reproduced == null)) {
            throw new IllegalArgumentException("Name a recipe or a pipeline to train, or a model to --reproduce.");
        }
        return file == null ? reproduce() : submit ? submit() : train();
    }

    private int train() throws IOException, InterruptedException {
        var training = new FileTraining(file, settings);
        var run = run(training.name());
        training.train(reader(), data, run, resume, outOfFold, console);
        new Handover(workplace, console).made(run, !noPublish);
        return 0;
    }

    private int submit() throws IOException, InterruptedException {
        String name = new FileTraining(file, settings).name();
        var run = resume ? latest(name) : RunFolder.next(workplace.runs(), name);
        var request = TrainingRequest.of(file, settings, data, run.path(), outOfFold, !noPublish);
        new TrainingQueue(workplace.servers(), workplace.topics()).add(request);
        console.line("Training %s is asked for; its run is %s. ./kawara worker trains it.", request.id(), run.path());
        return 0;
    }

    private int askCatalogue() throws IOException, InterruptedException {
        if (data != null || reproduced != null || resume || outOfFold) {
            throw new IllegalArgumentException(
                    "--from-catalogue trains what the catalogue holds: --data, --reproduce, --resume and --out-of-fold are not"
                            + " for it.");
        }
        var ask = new TrainingAsk(
                pipeline,
                file == null ? null : file.toAbsolutePath().normalize().toString(),
                settings,
                !noPublish,
                System.getProperty("user.name"),
                null,
                spread);
        String id = new GatewayClient(workplace.gateway())
                .post("/v1/trainings", ask)
                .path("id")
                .asText();
        console.line("Training %s is asked for. ./kawara trainings --follow shows how it gets on.", id);
        return 0;
    }

    private int reproduce() throws IOException, InterruptedException {
        var reproduction = new Reproduction(original());
        var recipe = reproduction.recipe();
        var rows = reader().read(recipe, data);
        var run = noted(RunFolder.next(workplace.runs(), recipe.name()));
        boolean same = reproduction.train(rows, run, console);
        console.line("");
        console.line(
                same
                        ? "%s is reproduced: the file in %s is the same."
                        : "%s is not reproduced: the file in %s differs. Its run's environment.json says what it was"
                                + " trained with.",
                reproduced,
                run.path());
        return same ? 0 : 1;
    }

    /** The model to reproduce: a file, or what the registry has of that name. */
    private OnnxFile original() throws IOException {
        if (Files.isRegularFile(Path.of(reproduced))) {
            return OnnxFile.map(Path.of(reproduced));
        }
        var registry = workplace.registry().read();
        String[] named = reproduced.split("@", 2);
        var version = named.length == 1 ? registry.serving(named[0]) : registry.model(named[0], number(named[1]));
        return OnnxFile.of(workplace
                .blobs()
                .read(version.orElseThrow(() -> new IllegalArgumentException(
                                "There is neither a file nor a published model " + reproduced + "."))
                        .sha256()));
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A version is a number: NAME@3, not @" + version + ".", e);
        }
    }

    private LabelledData reader() {
        return new LabelledData(workplace.root(), workplace.folder(), console::line);
    }

    private RunFolder run(String name) throws IOException {
        return noted(resume ? latest(name) : RunFolder.next(workplace.runs(), name));
    }

    private RunFolder latest(String name) throws IOException {
        return RunFolder.latest(workplace.runs(), name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no run of " + name + " in " + workplace.runs() + " to resume."));
    }

    /** The folder with a note of where and with what it is trained. */
    private RunFolder noted(RunFolder run) throws IOException {
        Environment.here(
                        workplace.root(),
                        ModelTraining.threads(),
                        spec.commandLine().getParseResult().originalArgs())
                .write(run.path());
        return run;
    }
}
