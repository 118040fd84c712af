package io.kawara.trainer.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Task;
import io.kawara.messaging.Json;
import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.SeparatedValues;
import io.kawara.trainer.pages.PageTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of labelled images: each row an image, or of pages with columns {@code x, y, w, h} each row a box. */
final class LabelledTable {
    private static final Pattern COLUMN = Pattern.compile("\\{([^}]*)\\}");
    private static final List<String> IDS = List.of("id", "image_id", "image", "file", "path");
    private static final List<String> FILES = List.of("image", "file", "path");
    private static final List<String> ENDINGS = List.of("jpg", "png", "jpeg", "webp", "tif", "tiff", "bmp", "gif");

    private final ImportKeys keys;
    private final Task task;
    private final Path table;
    private final Path folder;
    private final Found found = new Found();
    private final Map<String, Item> pages = new LinkedHashMap<>();

    LabelledTable(ImportKeys keys, Task task, Path table) {
        this.keys = keys;
        this.task = task;
        this.table = table;
        this.folder = table.toAbsolutePath().normalize().getParent();
    }

    Found ofSeparatedValues() throws IOException {
        char between = table.toString().endsWith(".tsv") ? '\t' : ',';
        var values = new SeparatedValues(Files.readString(table), between);
        var records = values.records(table);
        if (records.isEmpty()) {
            throw new IllegalArgumentException(table + " is empty: expected a header line.");
        }
        var columns = records.get(0);
        for (int i = 1; i < records.size(); i++) {
            var record = records.get(i);
            int line = values.lines().get(i);
            if (record.size() != columns.size()) {
                refuse(line, record.size() + " values, but the header has " + columns.size());
                continue;
            }
            var row = new LinkedHashMap<String, String>();
            for (int c = 0; c < columns.size(); c++) {
                row.put(columns.get(c), record.get(c));
            }
            take(row, line);
        }
        return found();
    }

    Found ofJsonLines() throws IOException {
        int line = 0;
        for (String written : Files.readAllLines(table)) {
            line++;
            if (written.isBlank()) {
                continue;
            }
            try {
                JsonNode object = Json.mapper().readTree(written);
                if (object.isObject()) {
                    var row = new LinkedHashMap<String, String>();
                    object.properties().forEach(field -> row.put(field.getKey(), text(field.getValue())));
                    take(row, line);
                } else {
                    refuse(line, "expected an object in each line");
                }
            } catch (JsonProcessingException e) {
                refuse(line, "not JSON: " + e.getOriginalMessage());
            }
        }
        return found();
    }

    /** Several values end in a bar each, so that one with a space in it is still one. */
    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
        }
        var values = new StringBuilder();
        value.forEach(one -> values.append(one.asText()).append('|'));
        return values.toString();
    }

    private Found found() {
        found.items().addAll(pages.values());
        return found;
    }

    private void refuse(int line, String reason) {
        found.refused().add(new Refused(table, line, reason));
    }

    private void take(Map<String, String> row, int line) {
        try {
            String id = keys.id() == null ? row.get(first(row, IDS, "--id")) : value(row, keys.id(), "--id");
            if (id.isBlank()) {
                throw new IllegalArgumentException("the row has no id");
            }
            if (task == Task.PAGES) {
                page(row, id, line);
            } else {
                found.items()
                        .add(new Item(
                                id,
                                table,
                                line,
                                picture(row, id),
                                labels(row),
                                List.of(),
                                fields(row),
                                group(row, id)));
            }
        } catch (IllegalArgumentException e) {
            refuse(line, e.getMessage());
        }
    }

    private void page(Map<String, String> row, String written, int line) {
        String id = PageTable.name(written);
        boolean single = row.keySet().containsAll(List.of("x", "y", "w", "h"));
        var characters = single
                ? List.of(PageTable.box(row))
                : PageTable.characters(value(row, keys.label() == null ? "labels" : keys.label(), "--label"));
        var page = pages.get(id);
        if (page == null) {
            pages.put(
                    id,
                    new Item(id, table, line, picture(row, id), List.of(), characters, fields(row), group(row, id)));
        } else if (single) {
            var all = new ArrayList<CharacterBox>(page.characters());
            all.addAll(characters);
            pages.put(
                    id, new Item(id, table, page.line(), page.picture(), List.of(), all, page.fields(), page.group()));
        } else {
            throw new IllegalArgumentException("page " + id + " is there twice");
        }
    }

    private Picture picture(Map<String, String> row, String id) {
        if (keys.image() != null) {
            return file(COLUMN.matcher(keys.image())
                    .replaceAll(match -> Matcher.quoteReplacement(value(row, match.group(1), "--image"))));
        }
        for (String column : FILES) {
            if (row.containsKey(column) && LabelledFiles.isImage(Path.of(row.get(column)))) {
                return file(row.get(column));
            }
        }
        for (String below : List.of("images/", "")) {
            for (String ending : ENDINGS) {
                if (Files.isRegularFile(below(below + id + "." + ending))) {
                    return file(below + id + "." + ending);
                }
            }
        }
        throw new IllegalArgumentException("there is no image of " + id + " in " + folder + " or its folder 'images';"
                + " --image says where images lie, such as 'pictures/{id}.png'");
    }

    private Picture file(String name) {
        Path file = below(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no image " + file);
        }
        return Picture.of(file);
    }

    /** A table may come from anywhere: it names images below its own folder, and no other file of this machine. */
    private Path below(String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException(name + " lies outside the table's folder");
        }
        return file;
    }

    private List<String> labels(Map<String, String> row) {
        String written = value(
                        row,
                        keys.label() == null
                                ? first(row, List.of("label", "labels", "class"), "--label")
                                : keys.label(),
                        "--label")
                .strip();
        if (written.isEmpty() && task == Task.SINGLE_LABEL) {
            throw new IllegalArgumentException("the row has no label");
        }
        String between = written.contains("|") ? "\\|" : task == Task.MULTI_LABEL ? "\\s+" : "\\|";
        return Arrays.stream(written.split(between, -1))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    private Map<String, String> fields(Map<String, String> row) {
        var fields = new LinkedHashMap<String, String>();
        keys.text().forEach(column -> fields.put(column, value(row, column, "--text")));
        return fields;
    }

    private String group(Map<String, String> row, String id) {
        if (keys.group() == null) {
            return null;
        }
        if (keys.group().equals(ImportKeys.PREFIX) && !row.containsKey(ImportKeys.PREFIX)) {
            return LabelledFiles.prefix(id);
        }
        return value(row, keys.group(), "--group");
    }

    private static String first(Map<String, String> row, List<String> usual, String option) {
        return usual.stream()
                .filter(row::containsKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is none of the columns " + usual + " among "
                        + row.keySet() + ": name one with " + option));
    }

    private static String value(Map<String, String> row, String column, String option) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException(
                    "there is no column '" + column + "' (" + option + ") among " + row.keySet());
        }
        return value;
    }
}
