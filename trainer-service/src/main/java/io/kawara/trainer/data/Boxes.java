package io.kawara.trainer.data;

import io.kawara.serving.CropRule;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.vision.Image;
import io.kawara.vision.PageCleaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Boxes on pages, each a row that shows its part of the page, see {@link CropRule}. A table has either a column of {@code LABEL x y w h} repeated
 * (the Kuzushiji competition's form) or one box a row with columns {@code x, y, w, h}: pixels, the corner top left.
 *
 * <p>The parts are cut once and kept as PNG files, named by the page's hash, so that no page is decoded again for each of its boxes.
 */
final class Boxes {
    private final DataKeys keys;
    private final Table table;
    private final TableRows columns;
    private final Path crops;
    private final CropRule rule;

    private record Box(String label, double x, double y, double w, double h) {}

    /** Boxes of one page, and how they are cut. */
    private record Page(Picture picture, String group, List<Box> boxes) {}

    Boxes(DataKeys keys, Path folder, Table table, Path crops) {
        this.keys = keys;
        this.table = table;
        this.columns = new TableRows(keys, folder, table);
        this.crops = crops;
        this.rule = keys.crop().rule();
    }

    List<Row> read() throws IOException {
        var rows = new ArrayList<Row>();
        for (var page : pages().entrySet()) {
            rows.addAll(rows(page.getKey(), page.getValue()));
        }
        return rows;
    }

    private Map<String, Page> pages() {
        boolean single = table.columns().containsAll(List.of("x", "y", "w", "h"));
        var pages = new LinkedHashMap<String, Page>();
        for (int i = 0; i < table.rows().size(); i++) {
            var values = table.rows().get(i);
            String id = columns.id(values, i);
            if (!pages.containsKey(id)) {
                pages.put(
                        id,
                        new Page(
                                columns.picture(keys.image(), values, id),
                                columns.group(values, id),
                                new ArrayList<>()));
            }
            String label = Table.value(values, keys.label(), "data.label").strip();
            pages.get(id).boxes().addAll(single ? List.of(box(values, label, id)) : boxes(label, id));
        }
        return pages;
    }

    private Box box(Map<String, String> values, String label, String id) {
        return box(label, values.get("x"), values.get("y"), values.get("w"), values.get("h"), id);
    }

    private List<Box> boxes(String written, String id) {
        var boxes = new ArrayList<Box>();
        if (written.isEmpty()) {
            return boxes; // a page without text
        }
        String[] parts = written.split("\\s+", -1);
        if (parts.length % 5 != 0) {
            throw new IllegalArgumentException(table.file() + ", page " + id + ": " + parts.length + " words in '"
                    + keys.label() + "', not five (label x y w h) for each box");
        }
        for (int i = 0; i < parts.length; i += 5) {
            boxes.add(box(parts[i], parts[i + 1], parts[i + 2], parts[i + 3], parts[i + 4], id));
        }
        return boxes;
    }

    private Box box(String label, String x, String y, String w, String h, String id) {
        try {
            return new Box(
                    label, Double.parseDouble(x), Double.parseDouble(y), Double.parseDouble(w), Double.parseDouble(h));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    table.file() + ", page " + id + ": a box is four numbers, not " + List.of(x, y, w, h), e);
        }
    }

    private List<Row> rows(String id, Page page) throws IOException {
        var rows = new ArrayList<Row>();
        if (page.boxes().isEmpty()) {
            return rows;
        }
        var files = cut(id, page);
        int digits = Integer.toString(files.size() - 1).length();
        for (int i = 0; i < files.size(); i++) {
            String number = Integer.toString(i);
            rows.add(new Row(
                    id + "_" + "0".repeat(digits - number.length()) + number,
                    Picture.of(files.get(i)),
                    Set.of(page.boxes().get(i).label()),
                    Map.of(),
                    page.group()));
        }
        return rows;
    }

    private List<Path> cut(String id, Page page) throws IOException {
        var folder = Files.createDirectories(crops.resolve(page.picture().sha256()));
        var files = new ArrayList<Path>();
        Image decoded = null;
        try {
            for (Box box : page.boxes()) {
                Path file = folder.resolve(name(box));
                if (!Files.exists(file)) {
                    decoded = decoded == null ? shown(page.picture()) : decoded;
                    write(part(decoded, box, id), file);
                }
                files.add(file);
            }
        } finally {
            if (decoded != null) {
                decoded.close();
            }
        }
        return files;
    }

    private Image shown(Picture page) throws IOException {
        Image decoded = page.decoded();
        if (!rule.clean()) {
            return decoded;
        }
        try (decoded) {
            return PageCleaning.cleaned(decoded);
        }
    }

    private String name(Box box) {
        return "%s_%s_%s_%s_%s_%s%s.png"
                .formatted(box.x(), box.y(), box.w(), box.h(), rule.padding(), rule.of(), rule.clean() ? "_clean" : "");
    }

    private byte[] part(Image page, Box box, String id) {
        if (box.x() + box.w() <= 0 || box.y() + box.h() <= 0 || box.x() >= page.width() || box.y() >= page.height()) {
            throw new IllegalArgumentException(table.file() + ", page " + id + ": " + box + " lies outside the page of "
                    + page.width() + " x " + page.height());
        }
        var crop = rule.around(box.x(), box.y(), box.w(), box.h(), page.width(), page.height());
        try (Image part = page.crop(crop.x(), crop.y(), crop.width(), crop.height())) {
            return part.toPng();
        }
    }

    /** Whole or not at all: another training may be cutting the same page. */
    private static void write(byte[] png, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), "crop", ".part");
        Files.write(part, png);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
