package io.kawara.trainer.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table that grows by rows, each whole on disk before the next; its first column is the step. */
final class CsvLog {
    static final String STEP = "step";

    private final Path file;
    private boolean empty;

    /** Goes on with a file, without its rows of later steps than {@code step} and without a row that a killed process left unfinished. */
    CsvLog(Path file, long step) throws IOException {
        this.file = file;
        var kept = new ArrayList<String>();
        if (step > 0 && Files.exists(file)) {
            for (String line : whole(file)) {
                if (kept.isEmpty() || Long.parseLong(line.substring(0, line.indexOf(','))) <= step) {
                    kept.add(line);
                }
            }
        }
        empty = kept.isEmpty();
        var written = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(written, kept.stream().map(line -> line + "\n").collect(Collectors.joining()));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    Path file() {
        return file;
    }

    /** Adds a row; the first one's names are the header. */
    void append(Map<String, ?> row) throws IOException {
        String header = empty ? String.join(",", row.keySet()) + "\n" : "";
        String values = row.values().stream().map(String::valueOf).collect(Collectors.joining(","));
        Files.writeString(file, header + values + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        empty = false;
    }

    /** The numbers of every column by its name. */
    static Map<String, List<Double>> read(Path file) throws IOException {
        var columns = new LinkedHashMap<String, List<Double>>();
        var lines = whole(file);
        if (lines.isEmpty()) {
            return columns;
        }
        var names = List.of(lines.get(0).split(",", -1));
        names.forEach(name -> columns.put(name, new ArrayList<>()));
        for (String line : lines.subList(1, lines.size())) {
            var values = line.split(",", -1);
            for (int i = 0; i < values.length; i++) {
                columns.get(names.get(i)).add(Double.valueOf(values[i]));
            }
        }
        return columns;
    }

    private static List<String> whole(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
