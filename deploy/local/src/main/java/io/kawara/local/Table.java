package io.kawara.local;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, each as wide as its widest cell. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param heads the columns' names; those that begin with {@code >} are aligned to the right */
    Table(String... heads) {
        right = new boolean[heads.length];
        var row = new ArrayList<String>();
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            row.add(right[i] ? heads[i].substring(1) : heads[i]);
        }
        rows.add(row);
    }

    /** Adds a row; what is null is shown as a dash. */
    void row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.length + " columns");
        }
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            row.add(cell == null ? "-" : cell.toString());
        }
        rows.add(row);
    }

    List<String> lines() {
        var widths = new int[right.length];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths, right)).toList();
    }

    /** One row in columns of given widths; longer cells are cut. */
    static String line(List<String> cells, int[] widths, boolean[] right) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            String space = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : GAP).append(right[i] ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    /** {@code text}, or as much of it as fits into {@code width} terminal cells with an ellipsis. */
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        var cut = new StringBuilder();
        int used = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            used += width(text.codePointAt(i));
            if (used > width) {
                break;
            }
            cut.appendCodePoint(text.codePointAt(i));
        }
        return cut.append('…').toString();
    }

    private static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    /** East Asian characters take two cells of a terminal. */
    private static int width(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> 2;
            default -> isFullWidth(codePoint) ? 2 : 1;
        };
    }

    private static boolean isFullWidth(int codePoint) {
        return (codePoint >= 0x3000 && codePoint <= 0x303F) || (codePoint >= 0xFF01 && codePoint <= 0xFF60);
    }
}
