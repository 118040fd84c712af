package io.kawara.trainer;

import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.pages.ReadFile;
import io.kawara.trainer.trees.LabelledPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A file of settings, pages that were read, and what is true of them. */
final class ReadPagesConfig {
    @Parameters(index = "0", paramLabel = "FILE.yaml", description = "What is trained, or searched.")
    private Path file;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "READ.jsonl",
            description = "What 'pages read' wrote, by models that had not learnt from these pages.")
    private List<Path> files;

    @Option(names = "--truth", required = true, paramLabel = "TRUTH.csv", description = "The true boxes.")
    private Path truth;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Pages that are kept together: by a column of the truth, or '" + PageTable.PREFIX
                    + "' for the book that ids begin with. Left out: each alone.")
    private String group;

    Path file() {
        return file;
    }

    List<LabelledPage> pages() throws IOException {
        var pages = LabelledPage.of(ReadFile.read(files), PageTable.read(truth, group));
        if (pages.isEmpty()) {
            throw new IllegalArgumentException("There is no page in " + files + ".");
        }
        return pages;
    }
}
