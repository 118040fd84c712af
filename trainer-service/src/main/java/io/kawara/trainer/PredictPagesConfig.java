package io.kawara.trainer;

import io.kawara.pages.Layout;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.pages.CocoFile;
import io.kawara.trainer.pages.ImageSizes;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.pages.PageXml;
import io.kawara.trainer.predict.BulkRun;
import io.kawara.trainer.predict.PageForm;
import io.kawara.trainer.predict.PageRun;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What {@code kawara predict} does with a pipeline of pages. */
final class PredictPagesConfig {
    private static final int MOST_LISTED = 20;

    @Option(
            names = "--to",
            defaultValue = "submission",
            description = "How pages are written: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private PagesCommand.Format to;

    int write(Subjects.Subject found, List<Row> rows, Path out, Console console) throws IOException {
        if (out == null) {
            throw new IllegalArgumentException("pages are written to a file: give --out FILE");
        }
        try (var ensemble = found.pages()) {
            if (to == PagesCommand.Format.SUBMISSION && !ensemble.reads()) {
                throw new IllegalArgumentException(found.pipeline().name()
                        + " only finds characters, and a submission says which they are: --to boxes, coco or page-xml"
                        + " takes boxes that nobody read");
            }
            var settings = new ArrayList<>(found.hashes());
            settings.add(found.pipeline().members() + " " + found.pipeline().pages());
            boolean table = to == PagesCommand.Format.SUBMISSION || to == PagesCommand.Format.BOXES;
            Path lines = table ? out : out.resolveSibling(out.getFileName() + ".boxes.csv");
            var form = to == PagesCommand.Format.SUBMISSION ? PageForm.POINTS : PageForm.BOXES;
            var failures = new PageRun(ensemble, form, console).write(rows, lines, settings);
            if (!table) {
                convert(lines, rows, out);
            }
            report(rows.size(), failures, out, console);
            return failures.isEmpty() ? 0 : 1;
        }
    }

    /** Both forms say how large a page is, hence the images. */
    private void convert(Path lines, List<Row> rows, Path out) throws IOException {
        var pages = PageTable.read(lines, null);
        var sizes = ImageSizes.of(rows.stream()
                .collect(Collectors.toMap(
                        row -> PageTable.name(row.id()),
                        row -> Path.of(row.image().toString()))));
        if (to == PagesCommand.Format.COCO) {
            CocoFile.write(pages, sizes, out);
        } else {
            PageXml.write(pages, sizes, Layout.AUTO, Instant.now(), out);
        }
        Files.delete(lines);
    }

    private static void report(int pages, List<BulkRun.Failure> failures, Path out, Console console) {
        console.line("%d pages in %s", pages, out);
        if (!failures.isEmpty()) {
            console.line("%d of them could not be answered, and are there without characters:", failures.size());
            failures.stream()
                    .limit(MOST_LISTED)
                    .forEach(failure -> console.line("  %s: %s", failure.id(), failure.reason()));
        }
    }
}
