package io.kawara.trainer;

import io.kawara.pages.Page;
import io.kawara.trainer.detect.Found;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.predict.BulkInputs;
import io.kawara.trainer.predict.PageForm;
import io.kawara.trainer.predict.PageRun;
import io.kawara.trainer.run.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What {@code kawara evaluate} does with a pipeline of pages. */
final class EvaluatePagesConfig {
    private static final double IOU = 0.5;
    private static final long SEED = 42;

    @Option(
            names = "--truth",
            paramLabel = "TRUTH.csv",
            description =
                    "Of a pipeline of pages: the true boxes, and which pages are measured on; DATA/train.csv where"
                            + " it is left out. Pages that a model has learnt from say little.")
    private Path truth;

    @Option(
            names = "--group",
            defaultValue = PageTable.PREFIX,
            paramLabel = "COLUMN",
            description = "Of a pipeline of pages: groups to report, by a column of the truth, or '" + PageTable.PREFIX
                    + "' for the book that ids begin with (${DEFAULT-VALUE}).")
    private String group;

    @Option(
            names = "--draws",
            defaultValue = "1000",
            description = "Of a pipeline of pages: how often pages are drawn anew for intervals (${DEFAULT-VALUE}).")
    private int draws;

    /** Answers the pages of {@code DATA/images} that the truth has, by the models' files, and says how right that is. */
    int measure(Subjects.Subject found, Path data, Console console) throws IOException {
        var real = PageTable.read(truth == null ? data.resolve("train.csv") : truth, group);
        var ids = real.stream().map(Page::id).collect(Collectors.toSet());
        var rows = new BulkInputs(List.of())
                .read(List.of(data.resolve("images"))).stream()
                        .filter(row -> ids.contains(PageTable.name(row.id())))
                        .toList();
        Path folder = Files.createTempDirectory("kawara-evaluate");
        Path answers = folder.resolve("answers.csv");
        try (var ensemble = found.pages()) {
            var failures = new PageRun(ensemble, PageForm.BOXES, console).write(rows, answers, List.of());
            var said = PageTable.read(answers, null);
            boolean codes = ensemble.reads();
            new PageScores(IOU, draws, SEED).print(codes ? real : unread(real), codes ? said : unread(said), console);
            failures.forEach(failure -> console.line("%s has no answer: %s", failure.id(), failure.reason()));
            return failures.isEmpty() ? 0 : 1;
        } finally {
            Files.deleteIfExists(answers);
            Files.delete(folder);
        }
    }

    private static List<Page> unread(List<Page> pages) {
        return pages.stream().map(Found::unread).toList();
    }
}
