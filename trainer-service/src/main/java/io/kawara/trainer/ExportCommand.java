package io.kawara.trainer;

import io.kawara.trainer.importing.Export;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kawara export}: labelled images into files. */
@Command(
        name = "export",
        description = "Write a pipeline's labelled images out. Deleted images are not among them.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Option(names = "--pipeline", required = true, paramLabel = "NAME")
    private String pipeline;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "A new folder.")
    private Path out;

    @Option(
            names = "--format",
            defaultValue = "csv",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} where it is left out. Folders are for images of one label"
                    + " each, COCO is for pages.")
    private Export.Format format;

    @Option(names = "--pseudo", description = "Models' labels, too, where no person has labelled.")
    private boolean pseudo;

    @Mixin
    private WorkplaceConfig workplace;

    private final CatalogueBeans catalogue;
    private final Console console = Console.standard();

    ExportCommand(CatalogueBeans catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Integer call() throws IOException {
        try (var database = catalogue.open(workplace.folder())) {
            var export = new Export(database, workplace.blobs(), out);
            int written = export.write(pipeline, format, pseudo);
            console.line("%d labelled images of %s in %s", written, pipeline, out);
            if (!export.missing().isEmpty()) {
                console.line("%d labelled images are not kept any more.", export.missing().size());
            }
        }
        return 0;
    }
}
