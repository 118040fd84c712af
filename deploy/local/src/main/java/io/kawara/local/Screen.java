package io.kawara.local;

import java.io.PrintStream;

/** The terminal: lines that stay, and below them one that is written over. Where output goes to a file, only the lines that stay. */
final class Screen {
    private static final int USUAL_WIDTH = 100;

    private final PrintStream out;
    private final int columns;
    private boolean dirty;

    /** @param columns the terminal's width; 0 where there is none */
    Screen(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Standard output; the script says in {@code KAWARA_COLUMNS} how wide the terminal is, if it is one. */
    static Screen standard() {
        String columns = System.getenv("KAWARA_COLUMNS");
        try {
            return new Screen(System.out, columns == null ? 0 : Integer.parseInt(columns.strip()));
        } catch (NumberFormatException e) {
            return new Screen(System.out, 0);
        }
    }

    boolean isTerminal() {
        return columns > 0;
    }

    int width() {
        return isTerminal() ? columns : USUAL_WIDTH;
    }

    synchronized void line(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    /** Shows a line until the next one. */
    synchronized void passing(String line) {
        if (isTerminal()) {
            clear();
            out.print(Table.cut(line, columns - 1));
            out.flush();
            dirty = true;
        }
    }

    synchronized void clear() {
        if (dirty) {
            out.print("\r\033[K");
            out.flush();
            dirty = false;
        }
    }

    /** {@code [#####.....] 12 of 24}, for {@link #passing}. */
    static String bar(long done, long all) {
        int full = all == 0 ? 20 : (int) (20 * done / all);
        return "[" + "#".repeat(full) + ".".repeat(20 - full) + "] " + done + " of " + all;
    }
}
