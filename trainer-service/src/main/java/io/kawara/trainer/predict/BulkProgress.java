package io.kawara.trainer.predict;

import io.kawara.trainer.run.Console;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a run has come, how fast it goes and how long it still takes: a bar on a terminal, else a line now and then. */
final class BulkProgress {
    private static final int BAR = 24;
    private static final double SECONDS_BETWEEN_LINES = 15;

    private final Console console;
    private final int all;
    private final int before;
    private final LongSupplier nanos;
    private final long start;
    private double lastLine;

    /**
     * Starts the clock.
     *
     * @param before rows that another run has answered: they say nothing about this one's speed
     */
    BulkProgress(Console console, int all, int before, LongSupplier nanos) {
        this.console = console;
        this.all = all;
        this.before = before;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    void done(int rows) {
        double seconds = (nanos.getAsLong() - start) / 1e9;
        if (console.isTerminal()) {
            console.passing("%s", bar(rows) + "  " + speed(rows, seconds));
        } else if (seconds - lastLine >= SECONDS_BETWEEN_LINES) {
            lastLine = seconds;
            console.line("%d of %d  %s", rows, all, speed(rows, seconds));
        }
    }

    private String bar(int rows) {
        int full = (int) ((long) BAR * rows / all);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + rows + " of " + all;
    }

    private String speed(int rows, double seconds) {
        double rate = (rows - before) / Math.max(seconds, 1e-9);
        return String.format(Locale.ROOT, "%.1f/s  %s left", rate, time((all - rows) / Math.max(rate, 1e-9)));
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
