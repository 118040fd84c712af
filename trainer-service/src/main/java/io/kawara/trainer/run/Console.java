package io.kawara.trainer.run;

import io.kawara.contracts.Pipeline;
import io.kawara.trainer.training.Progress;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Says on a terminal how a training is getting on. */
public final class Console {
    private static final String CELLS = "   exact micro F1 macro F1";

    private final PrintStream out;
    private final boolean terminal;
    private final Progress other;
    private final PrintStream log;

    /** @param terminal whether a line can be written over */
    public Console(PrintStream out, boolean terminal) {
        this(out, terminal, Progress.all(), null);
    }

    private Console(PrintStream out, boolean terminal, Progress other, PrintStream log) {
        this.log = log;
        this.out = out;
        this.terminal = terminal;
        this.other = other;
    }

    /** The same console, and somebody else who hears of the steps and epochs. */
    public Console with(Progress listener) {
        return new Console(out, terminal, Progress.all(other, listener), log);
    }

    /** The same console, and a file that is told the same without passing lines. */
    public Console with(PrintStream file) {
        return new Console(out, terminal, other, file);
    }

    /** Standard output; the script says in {@code KAWARA_COLUMNS} how wide the terminal is, if it is one. */
    public static Console standard() {
        return new Console(System.out, System.getenv("KAWARA_COLUMNS") != null);
    }

    /** A training begins. */
    void part(String what) {
        say("");
        say(what);
    }

    public void line(String format, Object... values) {
        say(String.format(Locale.ROOT, format, values));
    }

    private void say(String line) {
        out.println(line);
        if (log != null) {
            log.println(line);
        }
    }

    /** Whether a line can be written over. */
    public boolean isTerminal() {
        return terminal;
    }

    /** A line that the next one replaces. */
    public void passing(String format, Object... values) {
        if (terminal) {
            out.print("\r\033[K" + String.format(Locale.ROOT, format, values));
            out.flush();
        }
    }

    /** Takes the passing line away. */
    public void clear() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    /** What was measured, as a table. */
    public void table(String title, List<Measurement> measurements) {
        say("");
        say(title);
        boolean cells = measurements.stream().anyMatch(m -> m.cells() != null);
        line("  %-24s %6s %9s %9s %7s%s", "", "rows", "accuracy", "log loss", "absent", cells ? CELLS : "");
        measurements.forEach(m -> line(
                "  %-24s %6d %9.4f %9.4f %7d%s", m.name(), m.rows(), m.accuracy(), m.logLoss(), m.absent(), cells(m)));
    }

    /** What each member of a pipeline counts. */
    public void weights(Pipeline pipeline) {
        line("");
        line("Combination: %s", pipeline.combination());
        pipeline.members().forEach(m -> line("  %-24s weighs %.2f", m.model(), m.weight()));
    }

    private static String cells(Measurement m) {
        return m.cells() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " %7.4f %8.4f %8.4f",
                        m.cells().exactMatch(),
                        m.cells().microF1(),
                        m.cells().macroF1());
    }

    /** Steps and epochs, live. */
    Progress progress() {
        var shown = Progress.console(out, terminal);
        return log == null ? Progress.all(shown, other) : Progress.all(shown, Progress.console(log, false), other);
    }
}
