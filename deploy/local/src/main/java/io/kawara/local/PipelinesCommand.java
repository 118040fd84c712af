package io.kawara.local;

import io.kawara.contracts.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "pipelines",
        description = "List the pipelines, or put one from a file.",
        mixinStandardHelpOptions = true)
final class PipelinesCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Override
    public Integer call() throws IOException {
        return list();
    }

    @Command(name = "list", description = "List the pipelines.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        var table = new Table("PIPELINE", "OCR", "MEMBERS", "DESCRIPTION");
        for (Pipeline pipeline : options.registry().read().pipelines()) {
            table.row(
                    pipeline.name(),
                    pipeline.ocr() == null
                            ? null
                            : String.join("+", pipeline.ocr().languages()),
                    pipeline.members().stream()
                            .map(member -> member.model() + " (" + member.stage() + ", " + member.weight() + ")")
                            .collect(Collectors.joining(" + ")),
                    pipeline.description() == null ? "" : pipeline.description());
        }
        table.lines().forEach(Screen.standard()::line);
        return 0;
    }

    @Command(
            name = "put",
            description = "Put a pipeline in the place of the one of its name.",
            mixinStandardHelpOptions = true)
    int put(@Parameters(paramLabel = "FILE", description = "YAML.") Path file) throws IOException {
        Pipeline pipeline = PipelineYaml.read(file);
        options.registry().put(pipeline);
        Screen.standard().line("The pipeline " + pipeline.name() + " serves now.");
        return 0;
    }
}
