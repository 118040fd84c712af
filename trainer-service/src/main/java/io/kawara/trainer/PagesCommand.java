package io.kawara.trainer;

import io.kawara.pages.Layout;
import io.kawara.pages.OrderAgreement;
import io.kawara.pages.Page;
import io.kawara.trainer.detect.Found;
import io.kawara.trainer.pages.CocoFile;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.pages.PageXml;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kawara pages}: tables of characters on pages. */
@Command(
        name = "pages",
        description =
                "Find, score, order and convert tables of characters on pages; train what decides about characters.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PagesDetectCommand.class,
            PagesReadCommand.class,
            PagesTrainCommand.class,
            PagesSearchCommand.class
        })
final class PagesCommand {
    private static final String GROUPS = "Report groups of pages too: by a column of the truth, or '" + PageTable.PREFIX
            + "' for the book that ids begin with.";

    private final Console console = Console.standard();

    enum Format {
        SUBMISSION,
        BOXES,
        COCO,
        PAGE_XML;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Command(
            name = "score",
            description =
                    "How right predictions are: the Kuzushiji competition's score, and of boxes F1 and COCO's mean"
                            + " average precision.",
            mixinStandardHelpOptions = true)
    int score(
            @Parameters(index = "0", paramLabel = "PREDICTIONS.csv") Path predictions,
            @Option(names = "--truth", required = true, paramLabel = "TRUTH.csv", description = "The true boxes.")
                    Path truth,
            @Option(names = "--group", paramLabel = "COLUMN", description = GROUPS) String group,
            @Option(
                            names = "--iou",
                            defaultValue = "0.5",
                            description = "The overlap from which a box is found, for F1 of boxes (${DEFAULT-VALUE}).")
                    double iou,
            @Option(
                            names = "--draws",
                            defaultValue = "1000",
                            description = "How often pages are drawn anew for the intervals (${DEFAULT-VALUE}).")
                    int draws,
            @Option(names = "--seed", defaultValue = "42", description = "Of those draws (${DEFAULT-VALUE}).")
                    long seed,
            @Option(names = "--ignore-codes", description = "Whatever the characters are: of what a detector finds.")
                    boolean ignoreCodes)
            throws IOException {
        new PageScores(iou, draws, seed)
                .print(read(truth, group, ignoreCodes), read(predictions, null, ignoreCodes), console);
        return 0;
    }

    private static List<Page> read(Path file, String group, boolean ignoreCodes) throws IOException {
        var pages = PageTable.read(file, group);
        return ignoreCodes ? pages.stream().map(Found::unread).toList() : pages;
    }

    @Command(
            name = "order",
            description =
                    "How well the reading order that is found from the boxes agrees with the order in which a table"
                            + " has them.",
            mixinStandardHelpOptions = true)
    int order(
            @Parameters(index = "0", paramLabel = "TRUTH.csv", description = "Boxes in reading order.") Path truth,
            @Option(names = "--group", paramLabel = "COLUMN", description = GROUPS) String group,
            @Option(
                            names = "--layout",
                            defaultValue = "auto",
                            description = "How lines run: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
                    Layout layout)
            throws IOException {
        console.line("%-16s %6s %11s %17s %14s", "", "pages", "characters", "right successors", "Kendall's tau");
        for (var line : OrderAgreement.measure(PageTable.read(truth, group), layout)) {
            console.line(
                    "%-16s %6d %11d %17.4f %14.4f",
                    line.group(), line.pages(), line.characters(), line.share(), line.tau());
        }
        return 0;
    }

    @Command(name = "convert", description = "Write pages in another form.", mixinStandardHelpOptions = true)
    int convert(
            @Parameters(index = "0", paramLabel = "PAGES.csv") Path file,
            @Option(names = "--to", required = true, description = "One of: ${COMPLETION-CANDIDATES}.") Format format,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "PATH",
                            description = "The file; for page-xml a folder, which gets one file for each page.")
                    Path out,
            @Option(
                            names = "--images",
                            paramLabel = "FOLDER",
                            description = "The pages' images, for their names and sizes in coco and page-xml.")
                    Path images,
            @Option(
                            names = "--layout",
                            defaultValue = "auto",
                            description = "How lines run, for page-xml: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
                    Layout layout)
            throws IOException {
        var pages = PageTable.read(file, null);
        var sizes = ImageSizes.in(images);
        switch (format) {
            case SUBMISSION -> PageTable.writeSubmission(pages, out);
            case BOXES -> PageTable.writeBoxes(pages, out);
            case COCO -> CocoFile.write(pages, sizes, out);
            case PAGE_XML -> PageXml.write(pages, sizes, layout, Instant.now(), out);
        }
        console.line("%d pages in %s", pages.size(), out);
        long missing = sizes.missing(pages);
        if (missing > 0 && (format == Format.COCO || format == Format.PAGE_XML)) {
            console.line(
                    "%d of them have no image%s: their sizes are what their boxes need.",
                    missing, images == null ? " (--images FOLDER)" : " in " + images);
        }
        return 0;
    }
}
