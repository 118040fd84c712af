package io.kawara.trainer.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Page;
import io.kawara.trainer.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pages in CSV files. Two forms are read: the Kuzushiji competition's, a page a line ({@code image_id,labels}), and a box a line with the columns
 * {@code x, y, w, h}, the page in {@code image_id} or {@code image}, the code in {@code unicode} or {@code code} if it is known.
 */
public final class PageTable {
    /** Instead of a column: the book is the beginning of the page's id. */
    public static final String PREFIX = "prefix";

    /** Of the competition's form. */
    public static final String HEADER = "image_id,labels";

    private final Table table;
    private final String group;

    private PageTable(Table table, String group) {
        this.table = table;
        this.group = group;
    }

    /**
     * Pages in the order of the file. What does not fit is an {@link IllegalArgumentException} naming file, record (the header is the first) and reason.
     *
     * @param group the column that says which pages belong together, {@value #PREFIX}, or null where that is of no interest
     */
    public static List<Page> read(Path file, String group) throws IOException {
        var pages = new PageTable(Table.read(file, null), group);
        return pages.table.columns().contains("labels") ? pages.pageByPage() : pages.boxByBox();
    }

    private List<Page> pageByPage() {
        String id = column("image_id", "image", "id");
        var pages = new LinkedHashMap<String, Page>();
        each(row -> {
            String name = name(row.get(id));
            var page = new Page(name, group(row, name), CharacterText.parse(row.get("labels")));
            if (pages.putIfAbsent(name, page) != null) {
                throw new IllegalArgumentException("page " + name + " is there twice");
            }
        });
        return List.copyOf(pages.values());
    }

    private List<Page> boxByBox() {
        for (String needed : List.of("x", "y", "w", "h")) {
            column(needed);
        }
        String id = column("image_id", "image", "page");
        String code = table.columns().stream()
                .filter(List.of("unicode", "code")::contains)
                .findFirst()
                .orElse(null);
        String score = table.columns().contains("score") ? "score" : null;
        var groups = new LinkedHashMap<String, String>();
        var boxes = new LinkedHashMap<String, List<CharacterBox>>();
        each(row -> {
            String name = name(row.get(id));
            groups.putIfAbsent(name, group(row, name));
            boxes.computeIfAbsent(name, page -> new ArrayList<>()).add(box(row, code, score));
        });
        return boxes.entrySet().stream()
                .map(page -> new Page(page.getKey(), groups.get(page.getKey()), page.getValue()))
                .toList();
    }

    private static CharacterBox box(Map<String, String> row, String code, String score) {
        return CharacterText.box(
                code == null || row.get(code).isEmpty() ? "" : CharacterText.code(row.get(code)),
                row.get("x"),
                row.get("y"),
                row.get("w"),
                row.get("h"),
                score == null ? "1" : row.get(score));
    }

    /** A true box of a row with columns {@code x, y, w, h} and {@code unicode} or {@code code}. */
    public static CharacterBox box(Map<String, String> row) {
        String code = row.containsKey("unicode") ? "unicode" : "code";
        if (!row.containsKey(code)) {
            throw new IllegalArgumentException("there is no column 'unicode' or 'code' among " + row.keySet());
        }
        return box(row, code, null);
    }

    /** The characters of one cell, {@code U+XXXX x y w h} repeated. */
    public static List<CharacterBox> characters(String cell) {
        return CharacterText.parse(cell);
    }

    private void each(Consumer<Map<String, String>> reader) {
        for (int i = 0; i < table.rows().size(); i++) {
            try {
                reader.accept(table.rows().get(i));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(table.file() + ", record " + (i + 2) + ": " + e.getMessage(), e);
            }
        }
    }

    private String column(String... names) {
        for (String name : names) {
            if (table.columns().contains(name)) {
                return name;
            }
        }
        throw new IllegalArgumentException(table.file() + " has no column '" + names[0] + "' but " + table.columns()
                + ": pages are " + HEADER + ", or a box a line with image,x,y,w,h");
    }

    private String group(Map<String, String> row, String page) {
        if (group == null) {
            return "";
        }
        if (row.containsKey(group)) {
            return row.get(group);
        }
        if (group.equals(PREFIX)) {
            return Page.book(page);
        }
        throw new IllegalArgumentException(
                "there is no column '" + group + "' to group by, but " + row.keySet() + " and '" + PREFIX + "'");
    }

    /** A page's id: the name of its image without the ending. */
    public static String name(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a page without a name");
        }
        return id.strip().replaceFirst("(?i)\\.(jpe?g|png|tiff?|webp|bmp|gif)$", "");
    }

    /** Every page with the points of its characters: what the competition takes. Pages without characters are there, with nothing after the comma. */
    public static void writeSubmission(List<Page> pages, Path file) throws IOException {
        write(pages, file, CharacterText::points);
    }

    /** Every page with its boxes, as the competition's training table has them. */
    public static void writeBoxes(List<Page> pages, Path file) throws IOException {
        write(pages, file, CharacterText::boxes);
    }

    /** Every box a line, with its score, also of characters that were not read. A page of which nothing was found has no line. */
    public static void writeFound(List<Page> pages, Path file) throws IOException {
        var lines = new ArrayList<>(List.of("image,x,y,w,h,score"));
        for (Page page : pages) {
            String id = plain(page.id());
            page.characters()
                    .forEach(box -> lines.add(id + "," + box.x() + "," + box.y() + "," + box.w() + "," + box.h() + ","
                            + String.format(Locale.ROOT, "%.5f", box.score())));
        }
        Files.write(file, lines);
    }

    private static void write(List<Page> pages, Path file, Function<Page, String> labels) throws IOException {
        var lines = new ArrayList<String>(List.of(HEADER));
        for (Page page : pages) {
            lines.add(line(page, labels));
        }
        Files.write(file, lines);
    }

    /** A page with its boxes, as a line below {@link #HEADER}. */
    public static String line(String id, List<CharacterBox> boxes) {
        return line(new Page(id, "", boxes), CharacterText::boxes);
    }

    /** A page with the points of its characters, as a line below {@link #HEADER}. */
    public static String submissionLine(String id, List<CharacterBox> characters) {
        return line(new Page(id, "", characters), CharacterText::points);
    }

    private static String line(Page page, Function<Page, String> labels) {
        return plain(page.id()) + "," + labels.apply(page);
    }

    private static String plain(String id) {
        if (id.matches("(?s).*[,\"\\r\\n].*")) {
            throw new IllegalArgumentException("page " + id + " has a name that no table can hold");
        }
        return id;
    }
}
