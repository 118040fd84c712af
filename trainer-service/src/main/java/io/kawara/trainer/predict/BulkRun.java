package io.kawara.trainer.predict;

import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run over many rows into one file. Killed at any moment and run again it goes on after the last whole batch, and ends with the same bytes.
 */
public final class BulkRun {
    private final Ensemble ensemble;
    private final AnswerFormat format;
    private final Console console;

    /** How answers are written. */
    public enum Format {
        CSV,
        JSON
    }

    /** @param probabilities in a CSV, beside or instead of the labels */
    public BulkRun(Ensemble ensemble, Format format, boolean probabilities, Console console) {
        this.ensemble = ensemble;
        var task = ensemble.pipeline().task();
        this.format = format == Format.JSON
                ? AnswerFormat.json(task)
                : AnswerFormat.csv(task, ensemble.labels(), probabilities);
        this.console = console;
    }

    /** A row without an answer, and why. */
    public record Failure(String id, String reason) {}

    /**
     * Answers into a file.
     *
     * @param settings everything that the answers depend on beside the rows: another run with the same goes on with what this one began
     * @param decoders pictures decoded at the same time
     * @return the rows that have no answer
     */
    public List<Failure> write(List<Row> rows, Path out, List<String> settings, int decoders) throws Exception {
        var parts = new ArrayList<>(settings);
        parts.add(String.valueOf(format));
        rows.forEach(row -> parts.add(row.id() + "=" + row.image() + row.fields()));
        try (var file = new AnswerFile(out, AnswerFile.key(parts), format.header(), BulkAnswers.BATCH)) {
            int kept = file.kept().size();
            if (kept > 0) {
                console.line("%d of %d rows were answered before", kept, rows.size());
            }
            var failures = failedBefore(rows, file.kept());
            var progress = new BulkProgress(console, rows.size(), kept, System::nanoTime);
            int[] done = {kept};
            new BulkAnswers(ensemble, decoders).answer(rows, kept, answers -> {
                file.append(answers.stream().map(format::line).toList());
                note(answers, failures);
                done[0] += answers.size();
                progress.done(done[0]);
            });
            file.finish();
            console.clear();
            return failures;
        }
    }

    /** Answers onto a stream, which nobody can go on with. */
    public List<Failure> write(List<Row> rows, PrintStream out, int decoders) throws Exception {
        var failures = new ArrayList<Failure>();
        if (format.header() != null) {
            out.println(format.header());
        }
        new BulkAnswers(ensemble, decoders).answer(rows, 0, answers -> {
            answers.forEach(answer -> out.println(format.line(answer)));
            note(answers, failures);
        });
        out.flush();
        return failures;
    }

    private static void note(List<BulkAnswer> answers, List<Failure> failures) {
        answers.stream()
                .filter(BulkAnswer::failed)
                .forEach(answer -> failures.add(new Failure(answer.id(), answer.reason())));
    }

    /** A table does not say why: the few rows are looked at again. */
    private List<Failure> failedBefore(List<Row> rows, List<String> kept) {
        var failures = new ArrayList<Failure>();
        for (int i = 0; i < kept.size(); i++) {
            if (format.isFailed(kept.get(i), rows.get(i).id())) {
                note(ensemble.answer(List.of(ensemble.prepare(rows.get(i)))), failures);
            }
        }
        return failures;
    }
}
