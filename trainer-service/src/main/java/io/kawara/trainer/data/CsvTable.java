package io.kawara.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CSV file with a header line, after RFC 4180: commas, quotes, doubled quotes, line breaks within quotes. */
public record CsvTable(List<String> columns, List<Map<String, String>> rows) {
    /** Reads a whole file. */
    public static CsvTable read(Path file) throws IOException {
        var records = records(Files.readString(file));
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
        return new CsvTable(columns, rows);
    }

    private static List<List<String>> records(String text) {
        var records = new ArrayList<List<String>>();
        var values = new ArrayList<String>();
        var value = new StringBuilder();
        boolean quoted = false;
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (quoted && c == '"' && i + 1 < bare.length() && bare.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
                value.append(c);
            } else if (c == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else if (c == '\n') {
                end(records, values, value);
                values = new ArrayList<>();
            }
        }
        end(records, values, value);
        return records;
    }

    private static void end(List<List<String>> records, List<String> values, StringBuilder value) {
        if (!values.isEmpty() || value.length() > 0) {
            values.add(value.toString());
            records.add(values);
        }
        value.setLength(0);
    }
}
