package io.kawara.trainer;

import io.kawara.trainer.importing.Export;
import io.kawara.trainer.run.Console;
import io.kawara.trainer.snapshot.Entry;
import io.kawara.trainer.snapshot.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            description =
                    "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} where it is left out. Folders are for images of one"
                            + " label each, COCO is for pages.")
    private Export.Format format;

    @Option(
            names = "--at",
            paramLabel = "SNAPSHOT",
            description = "What a snapshot held, by its hash, instead of what counts now.")
    private String snapshot;

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
            int written = snapshot == null
                    ? export.write(pipeline, format, pseudo)
                    : export.write(pipeline, format, labels());
            console.line("%d labelled images of %s in %s", written, pipeline, out);
            if (!export.missing().isEmpty()) {
                console.line(
                        "%d labelled images are not kept any more.",
                        export.missing().size());
            }
        }
        return 0;
    }

    private Set<String> labels() throws IOException {
        var manifest = Manifest.read(workplace.blobs().read(snapshot));
        if (!manifest.pipeline().equals(pipeline)) {
            throw new IllegalArgumentException(
                    "snapshot " + snapshot + " is of the pipeline " + manifest.pipeline() + ".");
        }
        return manifest.entries().stream().map(Entry::label).collect(Collectors.toSet());
    }
}
