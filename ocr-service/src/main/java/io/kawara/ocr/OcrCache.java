package io.kawara.ocr;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Pipeline.Ocr;
import io.kawara.contracts.TextLine;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was read in a data set's images: a file of JSON lines, one {@link Entry} each, in the order in which they were done.
 *
 * <p>Lines are only ever added, so a run that was killed goes on where it was. An image that changed or is read with other settings gets a new
 * line: of several for one file the last holds. Not for several threads.
 */
final class OcrCache implements AutoCloseable {
    /**
     * One image read with one setting.
     *
     * @param file its name relative to the data set, with {@code /}
     * @param reason why nothing could be read, where that is so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(String file, String sha256, List<String> languages, int psm, List<TextLine> lines, String reason) {
        Entry {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }

        private Key key() {
            return new Key(file, sha256, languages, psm);
        }
    }

    private record Key(String file, String sha256, List<String> languages, int psm) {}

    private final Set<Key> done = new HashSet<>();
    private final OutputStream file;

    OcrCache(Path path) throws IOException {
        long whole = Files.isRegularFile(path) ? readWholeLines(path) : 0;
        if (path.toAbsolutePath().getParent() != null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
        }
        try (var channel = Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(whole); // a line that a killed run did not end
        }
        file = Files.newOutputStream(path, StandardOpenOption.APPEND);
    }

    private long readWholeLines(Path path) throws IOException {
        byte[] content = Files.readAllBytes(path);
        int start = 0;
        for (int end = 0; end < content.length; end++) {
            if (content[end] == '\n') {
                String line = new String(content, start, end - start, StandardCharsets.UTF_8);
                done.add(entry(path, line).key());
                start = end + 1;
            }
        }
        return start;
    }

    private static Entry entry(Path path, String line) throws IOException {
        try {
            return Json.read(line.getBytes(StandardCharsets.UTF_8), Entry.class);
        } catch (InvalidMessage e) {
            throw new IOException(
                    path + " holds other things than an OCR cache and is left as it is: " + e.getMessage(), e);
        }
    }

    boolean has(String name, String sha256, Ocr settings) {
        return done.contains(new Key(name, sha256, settings.languages(), settings.pageSegmentation()));
    }

    void add(Entry entry) throws IOException {
        if (done.add(entry.key())) {
            byte[] json = Json.write(entry);
            byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            file.write(line);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
