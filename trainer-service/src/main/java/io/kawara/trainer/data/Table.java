package io.kawara.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Rows of named values. What does not fit is an {@link IllegalArgumentException} naming file and record. */
public record Table(Path file, List<String> columns, List<Map<String, String>> rows) {
    /**
     * A table with a header line, after RFC 4180: quotes, doubled quotes, line breaks within quotes. Where tabs separate, quotes are letters like any
     * other, as they are in the files of this kind.
     *
     * @param separator null for a tab in a file named {@code .tsv}, else a comma
     */
    public static Table read(Path file, String separator) throws IOException {
        return parse(Files.readString(file), file, separator);
    }

    /** As {@link #read}, of a text that is named {@code file} in errors. */
    public static Table parse(String text, Path file, String separator) {
        char between = separator != null ? separator.charAt(0) : file.toString().endsWith(".tsv") ? '\t' : ',';
        var records = new SeparatedValues(text, between).records(file);
        if (records.isEmpty()) {
            throw new IllegalArgumentException(file + " is empty: expected a header line");
        }
        var columns = records.get(0);
        var rows = new ArrayList<Map<String, String>>();
        for (int i = 1; i < records.size(); i++) {
            var values = records.get(i);
            if (values.size() != columns.size()) {
                throw new IllegalArgumentException(file + ", record " + (i + 1) + ": " + values.size()
                        + " values, but the header has " + columns.size());
            }
            var row = new LinkedHashMap<String, String>();
            for (int c = 0; c < columns.size(); c++) {
                row.put(columns.get(c), values.get(c));
            }
            rows.add(row);
        }
        return new Table(file, columns, rows);
    }

    /** A file with an object in each line, its fields the columns; a field that an object leaves out is empty. */
    static Table ofJsonLines(Path file) throws IOException {
        var rows = JsonLines.read(file);
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        rows.forEach(row -> columns.forEach(column -> row.putIfAbsent(column, "")));
        return new Table(file, List.copyOf(columns), rows);
    }

    /** A row's value; {@code key} says which key of the recipe named the column. */
    static String value(Map<String, String> row, String column, String key) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' names column '" + column + "', but the columns are "
                    + row.keySet() + (key.equals("data.id") ? " ('' numbers the rows)" : ""));
        }
        return value;
    }
}
