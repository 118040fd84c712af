package io.kawara.trainer.predict;

import io.kawara.serving.ModelException;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.pages.PageTable;
import io.kawara.trainer.run.Console;
import io.kawara.vision.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A run over many pages into one table, a page a line. Killed at any moment and run again it goes on after the last page, and ends with the same bytes.
 * While models look at a page the next one is decoded. A page without an answer has nothing after the comma, as one without characters.
 */
public final class PageRun {
    private final PageEnsemble ensemble;
    private final PageForm form;
    private final Console console;

    public PageRun(PageEnsemble ensemble, PageForm form, Console console) {
        this.ensemble = ensemble;
        this.form = form;
        this.console = console;
    }

    /**
     * Answers into a file.
     *
     * @param settings everything that the answers depend on beside the pages: another run with the same goes on with what this one began
     * @return the pages that have no answer
     */
    public List<BulkRun.Failure> write(List<Row> rows, Path out, List<String> settings) throws IOException {
        requireNames(rows);
        var parts = new ArrayList<>(settings);
        parts.add(form.name());
        rows.forEach(row -> parts.add(row.id() + "=" + row.image()));
        var failures = new ArrayList<BulkRun.Failure>();
        try (var file = new AnswerFile(out, AnswerFile.key(parts), PageTable.HEADER, 1)) {
            int kept = file.kept().size();
            if (kept > 0) {
                console.line("%d of %d pages were answered before", kept, rows.size());
                failedBefore(rows, file.kept(), failures);
            }
            var progress = new BulkProgress(console, rows.size(), kept, System::nanoTime);
            var next = decoded(rows, kept);
            try {
                for (int i = kept; i < rows.size(); i++) {
                    var page = next;
                    next = decoded(rows, i + 1);
                    file.append(List.of(line(rows.get(i), page, failures)));
                    progress.done(i + 1);
                }
            } finally {
                var unused = next.thenAccept(Image::close);
            }
            file.finish();
            console.clear();
        }
        return failures;
    }

    private static void requireNames(List<Row> rows) {
        var names = new HashSet<String>();
        for (Row row : rows) {
            if (row.image() == null) {
                throw new IllegalArgumentException("row " + row.id() + " has no image: a page is one");
            }
            if (!names.add(PageTable.name(row.id()))) {
                throw new IllegalArgumentException("there are two images of page " + PageTable.name(row.id()));
            }
        }
    }

    private static CompletableFuture<Image> decoded(List<Row> rows, int place) {
        if (place >= rows.size()) {
            return CompletableFuture.failedFuture(new IllegalStateException("there are no more pages"));
        }
        return CompletableFuture.supplyAsync(() -> {
            try {
                return rows.get(place).image().decoded();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String line(Row row, CompletableFuture<Image> page, List<BulkRun.Failure> failures) {
        String name = PageTable.name(row.id());
        try {
            return form.line(name, ensemble.answer(page.join()));
        } catch (CompletionException e) {
            failures.add(new BulkRun.Failure(row.id(), e.getCause().getMessage()));
        } catch (ModelException e) {
            failures.add(new BulkRun.Failure(row.id(), e.getMessage()));
        }
        return form.line(name, List.of());
    }

    /** A table does not say why: the few pages on which nothing was found are looked at again. */
    private void failedBefore(List<Row> rows, List<String> kept, List<BulkRun.Failure> failures) {
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).endsWith(",")) {
                line(rows.get(i), decoded(rows, i), failures);
            }
        }
    }
}
