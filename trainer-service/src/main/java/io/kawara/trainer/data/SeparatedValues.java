package io.kawara.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes a text of separated values apart. For one call. */
final class SeparatedValues {
    private final String text;
    private final char separator;
    private final boolean quotes;
    private final List<List<String>> records = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private List<String> values = new ArrayList<>();

    SeparatedValues(String text, char separator) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.separator = separator;
        this.quotes = separator != '\t';
    }

    List<List<String>> records(Path file) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (quotes && c == '"' && value.isEmpty()) {
                i = quoted(i + 1, file);
            } else {
                take(c);
                i++;
            }
        }
        endRecord();
        return records;
    }

    private void take(char c) {
        if (c == separator) {
            values.add(value.toString());
            value.setLength(0);
        } else if (c == '\n') {
            endRecord();
        } else if (c != '\r') {
            value.append(c);
        }
    }

    /** Takes what stands in quotes from a place on; answers the place after the closing quote. */
    private int quoted(int from, Path file) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '"') {
                value.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(file + ", record " + (records.size() + 1) + ": a quote is never closed");
    }

    private void endRecord() {
        if (!values.isEmpty() || !value.isEmpty()) {
            values.add(value.toString());
            records.add(values);
            values = new ArrayList<>();
        }
        value.setLength(0);
    }

    /** A record as a line of a CSV file, without its end. */
    static String line(List<String> record) {
        return String.join(
                ",",
                record.stream()
                        .map(value ->
                                value.matches("(?s).*[,\"\\r\\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value)
                        .toList());
    }
}
