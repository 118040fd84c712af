package io.kawara.local;

import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Shows each answer as a row as soon as it comes. */
final class AnswerTable implements Answers.Listener {
    private static final boolean[] RIGHT = {false, false, false, false, true, true, false};

    private final Screen screen;
    private final long all;
    private final int[] widths;
    private long sent;
    private long answered;
    private long failed;

    AnswerTable(Screen screen, List<Path> files) {
        this.screen = screen;
        this.all = files.size();
        int name = files.stream()
                .mapToInt(file -> file.getFileName().toString().length())
                .max()
                .orElse(4);
        int width = screen.width();
        name = Math.min(Math.max(name, 4), width / 4);
        int label = Math.max(10, width / 6);
        int rest = width - 1 - (name + 9 + 8 + label + 5 + 8) - 6 * 2;
        widths = new int[] {name, 9, 8, label, 5, 8, Math.max(rest, 8)};
        row(List.of("FILE", "ID", "STATUS", "LABEL", "SCORE", "TIME", "TEXT"));
    }

    @Override
    public void sent(long count) {
        sent = count;
        progress();
    }

    @Override
    public void answered(Path file, Result result, long count) {
        answered = count;
        if (result.status() == Status.FAILED) {
            failed++;
        }
        row(List.of(
                file.getFileName().toString(),
                result.id(),
                result.status().name().toLowerCase(Locale.ROOT),
                label(result),
                result.score() == null ? "-" : String.format(Locale.ROOT, "%.2f", result.score()),
                time(result),
                words(result)));
        progress();
    }

    /** Says how it ended, and what has no answer. */
    void end(List<Path> unanswered) {
        screen.clear();
        screen.line(answered + " of " + all + " answered" + (failed > 0 ? ", " + failed + " failed" : "") + ".");
        if (!unanswered.isEmpty()) {
            screen.line("No answer yet: "
                    + String.join(
                            ", ",
                            unanswered.stream().limit(10).map(Path::toString).toList())
                    + (unanswered.size() > 10 ? " and " + (unanswered.size() - 10) + " more" : "")
                    + ". ./kawara status shows what lags.");
        }
    }

    boolean allComplete() {
        return answered == all && failed == 0;
    }

    private void progress() {
        screen.passing("sent " + Screen.bar(sent, all) + "   answered " + Screen.bar(answered, all));
    }

    private void row(List<String> cells) {
        screen.line(Table.line(cells, widths, RIGHT));
    }

    private static String label(Result result) {
        if (result.label() != null) {
            return result.label();
        }
        if (!result.characters().isEmpty()) {
            return result.characters().size() + (result.characters().size() == 1 ? " character" : " characters");
        }
        return result.labels().isEmpty() ? "-" : String.join(" ", result.labels());
    }

    private static String time(Result result) {
        if (result.receivedAt() == null || result.decidedAt() == null) {
            return "-";
        }
        long millis = Duration.between(result.receivedAt(), result.decidedAt()).toMillis();
        return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    private static String words(Result result) {
        String words = Stream.of(result.reason(), result.transcription(), result.text())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return words == null ? "" : words.replaceAll("\\s+", " ").strip();
    }
}
