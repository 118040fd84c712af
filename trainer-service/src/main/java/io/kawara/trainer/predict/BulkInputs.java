package io.kawara.trainer.predict;

import io.kawara.trainer.data.Picture;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.data.Table;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is to be answered: images, folders of images with all their subfolders, and tables (CSV, or TSV with tabs) of texts, of images or of both.
 *
 * <p>A table's columns: {@code id} (the record's number where there is none), {@code image} (a file, looked for beside the table) and the words.
 *
 * @param words the columns that hold an item's own words
 */
public record BulkInputs(List<String> words) {
    private static final Set<String> TABLES = Set.of("csv", "tsv");
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif");

    public BulkInputs {
        words = List.copyOf(words);
    }

    /** The rows in the order of the paths, a folder's by name. Two of one id are an error. */
    public List<Row> read(List<Path> paths) throws IOException {
        var rows = new ArrayList<Row>();
        for (Path path : paths) {
            rows.addAll(read(path));
        }
        var ids = new HashSet<String>();
        for (Row row : rows) {
            if (!ids.add(row.id())) {
                throw new IllegalArgumentException(
                        "there are two rows " + row.id() + ": answers could not be told apart");
            }
            if (row.id().matches("(?s).*[\\r\\n].*")) {
                throw new IllegalArgumentException("a row's id may not have a line break: " + row.id());
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to answer in " + paths);
        }
        return rows;
    }

    private List<Row> read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("there is neither a file nor a folder " + path);
        }
        return TABLES.contains(suffix(path))
                ? table(path)
                : List.of(picture(path.getFileName().toString(), path));
    }

    private static List<Row> folder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> IMAGES.contains(suffix(file)) && Files.isRegularFile(file))
                    .map(file -> picture(folder.relativize(file).toString().replace(File.separatorChar, '/'), file))
                    .sorted(Comparator.comparing(Row::id))
                    .toList();
        }
    }

    private static Row picture(String id, Path file) {
        return new Row(id, Picture.of(file), Set.of(), Map.of(), id);
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private List<Row> table(Path file) throws IOException {
        var table = Table.read(file, null);
        boolean pictures = table.columns().contains("image");
        for (String column : words) {
            if (!table.columns().contains(column)) {
                throw new IllegalArgumentException(file + " has no column '" + column + "' for the words, only "
                        + table.columns() + ": name others with --text");
            }
        }
        var rows = new ArrayList<Row>();
        for (var values : table.rows()) {
            String id = values.getOrDefault("id", Integer.toString(rows.size()));
            Map<String, String> fields = new LinkedHashMap<>();
            words.forEach(column -> fields.put(column, values.get(column)));
            Path image = file.toAbsolutePath().resolveSibling(values.getOrDefault("image", ""));
            rows.add(new Row(id, pictures ? Picture.of(image) : null, Set.of(), fields, id));
        }
        return rows;
    }

    /**
     * Rows that are named by numbers, as the letters' competition has them: {@code 00050.png} becomes {@code 50}, in the numbers' order. Rows that are
     * not all named so stay as they are.
     */
    public static List<Row> numbered(List<Row> rows) {
        if (!rows.stream().allMatch(row -> row.id().matches("\\d{1,18}(\\.[A-Za-z]+)?"))) {
            return rows;
        }
        var numbered = rows.stream()
                .map(row -> named(row, Long.toString(number(row))))
                .sorted(Comparator.comparingLong(BulkInputs::number))
                .toList();
        return numbered.stream().map(Row::id).distinct().count() == rows.size() ? numbered : rows;
    }

    private static Row named(Row row, String id) {
        return new Row(id, row.image(), row.labels(), row.fields(), id);
    }

    private static long number(Row row) {
        return Long.parseLong(row.id().replaceFirst("\\..*", ""));
    }
}
