package io.kawara.trainer;

import io.kawara.messaging.Json;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.publish.Adoption;
import io.kawara.trainer.publish.ImportCard;
import io.kawara.trainer.publish.Publisher;
import io.kawara.trainer.run.Cards;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara models import} and {@code publish}: models that come from a file or a run. */
@Command(name = "models", description = "Publish models.", mixinStandardHelpOptions = true)
final class ModelsCommand {
    private static final String RUN = "A run's folder, or a name: its newest run.";

    @Mixin
    private WorkplaceConfig workplace;

    private final Console console = Console.standard();

    @Command(
            name = "publish",
            description = "Publish the models and the pipeline of a run.",
            mixinStandardHelpOptions = true)
    int publish(@Parameters(paramLabel = "RUN", description = RUN) String run) throws IOException {
        new Handover(workplace, console).publish(run(run));
        return 0;
    }

    @Command(
            name = "export",
            description = "Copy the models of a run, each with a NAME.json that says what its card says.",
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(names = "--to", required = true, paramLabel = "FOLDER") Path folder)
            throws IOException {
        Files.createDirectories(folder);
        for (Path file : run(run).models()) {
            var card = OnnxFile.map(file).card();
            var description = new ModelDescription(
                    card.name(), card.version(), card.task().toString(), Cards.metrics(card), card.labels());
            Files.copy(file, folder.resolve(card.name() + ".onnx"), StandardCopyOption.REPLACE_EXISTING);
            Files.write(folder.resolve(card.name() + ".json"), Json.write(description));
            console.line("%s in %s", card.name(), folder);
        }
        return 0;
    }

    /** What the launcher wants to know of a shipped model without opening it. */
    private record ModelDescription(
            String name, int version, String task, Map<String, Double> metrics, List<String> labels) {}

    private RunFolder run(String named) throws IOException {
        Path folder = Path.of(named);
        if (Files.isDirectory(folder)) {
            return new RunFolder(folder);
        }
        return RunFolder.latest(workplace.runs(), named)
                .orElseThrow(() -> new IllegalArgumentException("There is neither a folder " + folder + " nor a run of "
                        + named + " in " + workplace.runs() + "."));
    }

    @Command(
            name = "import",
            description = "Make a model of your own ONNX file and publish it.",
            mixinStandardHelpOptions = true)
    int adopt(
            @Parameters(paramLabel = "FILE.onnx") Path file,
            @Option(names = "--card", required = true, description = "What the file does not say of itself (YAML).")
                    Path card,
            @Option(names = "--out", description = "Write the model there instead of publishing it.") Path out)
            throws IOException {
        byte[] adopted = new Adoption(ImportCard.read(card)).adopt(file);
        if (out != null) {
            Files.write(out, adopted);
            console.line("The model lies in %s.", out);
            return 0;
        }
        var model = Files.createTempFile("adopted", ".onnx");
        try {
            Files.write(model, adopted);
            var version = new Publisher(workplace.registry(), workplace.blobs())
                    .serve(model, "imported from " + file.getFileName());
            console.line("%s@%d serves (%.1f MB)", version.name(), version.version(), version.bytes() / 1e6);
        } finally {
            Files.deleteIfExists(model);
        }
        return 0;
    }
}
