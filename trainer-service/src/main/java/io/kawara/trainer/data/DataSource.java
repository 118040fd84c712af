package io.kawara.trainer.data;

import io.kawara.trainer.recipe.DataKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads labelled rows off a disk as a recipe's {@code data} says. What does not fit is an {@link IllegalArgumentException} naming file and row. */
public final class DataSource {
    private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif");
    private static final Pattern COLUMN = Pattern.compile("\\{([^}]*)\\}");

    private final DataKeys keys;
    private final Path folder;

    public DataSource(DataKeys keys, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        this.keys = keys;
        this.folder = folder;
    }

    /** The rows without what stands in their pictures: see {@link OcrCache}. */
    public DataSet read() throws IOException {
        var rows = switch (keys.format()) {
            case CSV -> csv();
            case FOLDERS -> folders();
        };
        return DataSet.of(folder.toAbsolutePath().normalize().getFileName().toString(), rows);
    }

    private List<Row> csv() throws IOException {
        Path file = folder.resolve(keys.file());
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no table " + file + " ('data.file')");
        }
        var table = CsvTable.read(file);
        var rows = new ArrayList<Row>();
        for (var values : table.rows()) {
            String id = value(values, keys.id(), "data.id");
            Path image = folder.resolve(filled(keys.image(), values));
            if (!Files.isRegularFile(image)) {
                throw new IllegalArgumentException(file + ", row " + id + ": there is no image " + image);
            }
            Map<String, String> fields = new LinkedHashMap<>();
            keys.text().forEach(column -> fields.put(column, value(values, column, "data.text")));
            String group = keys.group() == null ? id : value(values, keys.group(), "data.group");
            rows.add(new Row(id, image, value(values, keys.label(), "data.label"), fields, List.of(), group));
        }
        return rows;
    }

    private List<Row> folders() throws IOException {
        var rows = new ArrayList<Row>();
        try (var labels = Files.list(folder)) {
            for (Path label : labels.filter(Files::isDirectory).sorted().toList()) {
                try (var images = Files.list(label)) {
                    images.filter(DataSource::isImage).sorted().forEach(image -> {
                        String name = label.getFileName().toString();
                        String id = name + "/" + image.getFileName();
                        rows.add(new Row(id, image, name, Map.of(), List.of(), id));
                    });
                }
            }
        }
        return rows;
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String value(Map<String, String> values, String column, String key) {
        String value = values.get(column);
        if (value == null) {
            throw new IllegalArgumentException(
                    "'" + key + "' names column '" + column + "', but the columns are " + values.keySet());
        }
        return value;
    }

    private static String filled(String pattern, Map<String, String> values) {
        return COLUMN.matcher(pattern)
                .replaceAll(match -> Matcher.quoteReplacement(value(values, match.group(1), "data.image")));
    }
}
