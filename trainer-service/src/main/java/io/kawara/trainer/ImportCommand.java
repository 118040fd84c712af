package io.kawara.trainer;

import io.kawara.trainer.importing.ImportKeys;
import io.kawara.trainer.importing.ImportOrder;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara import}: labelled images from files. */
@Command(
        name = "import",
        description =
                "Bring labelled images in: a folder with a folder of images for each label, a CSV or JSON lines, pages"
                        + " with boxes as the Kuzushiji competition has them, or a folder with MNIST's files. Interrupted,"
                        + " it goes on where it was; a second time it changes nothing.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int BAR = 30;

    @Parameters(paramLabel = "DATA", description = "A folder, a .csv, a .tsv or a .jsonl.")
    private Path data;

    @Option(
            names = "--pipeline",
            required = true,
            paramLabel = "NAME",
            description = "Whose answers the labels are about.")
    private String pipeline;

    @Option(names = "--by", paramLabel = "NAME", description = "Who has labelled; you where it is left out.")
    private String by = System.getProperty("user.name");

    @ArgGroup
    private Golden golden = new Golden();

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "Names a row: id, image_id, image, file or path where left out.")
    private String id;

    @Option(names = "--image", paramLabel = "PATTERN", description = "Where images lie, such as images/{id}.jpg.")
    private String image;

    @Option(names = "--label", paramLabel = "COLUMN", description = "label, labels or class where it is left out.")
    private String label;

    @Option(names = "--text", paramLabel = "COLUMN", split = ",", description = "The items' own words.")
    private List<String> text;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description =
                    "What belongs together and is never both learnt from and measured by; 'prefix': what the id says"
                            + " before its first underscore.")
    private String group;

    @Mixin
    private WorkplaceConfig workplace;

    /** What is held out for ever to measure by. */
    private static final class Golden {
        @Option(names = "--golden", paramLabel = "SHARE", description = "Hold out a share of the groups to measure by.")
        private double share;

        @Option(names = "--golden-groups", paramLabel = "GROUP", split = ",", description = "Hold out these groups.")
        private Set<String> groups = Set.of();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var console = Console.standard();
        var order = new ImportOrder(
                data, pipeline, by, golden.share, golden.groups, new ImportKeys(id, image, label, text, group));
        var servers = workplace.runningServers();
        var outcome = order.run(
                workplace.registry().read(),
                servers,
                workplace.topics(),
                workplace.folder().resolve("imports"),
                (done, all) -> console.passing(
                        "%s %d of %d", "#".repeat(BAR * done / all) + ".".repeat(BAR - BAR * done / all), done, all));
        console.clear();
        outcome.refused().stream().limit(SHOWN).forEach(refused -> console.line("refused  %s", refused));
        if (outcome.refused().size() > SHOWN) {
            console.line("refused  ... and %d more", outcome.refused().size() - SHOWN);
        }
        console.line(
                "%d labelled images sent%s, %d of them golden, %d refused",
                outcome.sent() + outcome.before(),
                outcome.before() == 0 ? "" : " (" + outcome.before() + " of them before)",
                outcome.golden(),
                outcome.refused().size());
        if (!outcome.refused().isEmpty()) {
            console.line(
                    "All that was refused, and why, is in %s.",
                    order.report(workplace.folder().resolve("imports")));
        }
        return outcome.refused().isEmpty() ? 0 : 1;
    }
}
