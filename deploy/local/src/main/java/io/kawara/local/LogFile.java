package io.kawara.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The end of a log file. */
final class LogFile {
    private static final int TAIL = 64 * 1024;

    /** The last lines of a file that may be long. */
    static List<String> tail(Path file, int lines) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - TAIL);
            var bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        }
    }

    /** The last line that tells of an error; where none does, the last line. */
    static Optional<String> lastError(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var lines = tail(file, 200).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains("ERROR") || line.contains("Exception") || line.contains("Error:"))
                    .reduce((first, second) -> second)
                    .or(() -> lines.stream().reduce((first, second) -> second))
                    .map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private LogFile() {}
}
