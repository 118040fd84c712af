package io.kawara.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes a text of separated values apart. For one call. */
public final class SeparatedValues {
    private final String text;
    private final char separator;
    private final boolean quotes;
    private final List<List<String>> records = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int line = 1;
    private int begun = 1;
    private final StringBuilder value = new StringBuilder();
    private List<String> values = new ArrayList<>();

    public SeparatedValues(String text, char separator) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.separator = separator;
        this.quotes = separator != '\t';
    }

    /** In which line each record begins, from 1. */
    public List<Integer> lines() {
        return lines;
    }

    /** All of them, the header too; {@code file} is what errors name. */
    public List<List<String>> records(Path file) {
        int i = 0;
        int counted = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            for (; counted < i; counted++) {
                line += text.charAt(counted) == '\n' ? 1 : 0;
            }
            if (values.isEmpty() && value.isEmpty()) {
                begun = line;
            }
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
            lines.add(begun);
            values = new ArrayList<>();
        }
        value.setLength(0);
    }

    /** A record as a line of a CSV file, without its end. */
    public static String line(List<String> record) {
        return String.join(
                ",",
                record.stream()
                        .map(value ->
                                value.matches("(?s).*[,\"\\r\\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value)
                        .toList());
    }
}
