package io.kawara.trainer.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageSize;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Pages as models read them, a line of JSON for each: what the services would have said, so that how to decide about it can be learnt. */
public final class ReadFile {
    /**
     * One page.
     *
     * @param image its name without the ending of the file
     * @param readers what each classifier reads in the same boxes
     */
    public record Line(String image, PageSize page, List<Reader> readers) {
        public Line {
            if (image == null || page == null || readers == null || readers.isEmpty()) {
                throw new IllegalArgumentException("a page that was read has 'image', 'page' and 'readers'");
            }
            readers = List.copyOf(readers);
        }
    }

    /** What one classifier reads; characters with the detector's score in {@code found}, candidates as in a prediction. */
    public record Reader(String model, List<CharacterBox> characters, Candidates candidates) {
        public Reader {
            characters = characters == null ? List.of() : List.copyOf(characters);
            if (model == null || candidates == null || candidates.boxes() != characters.size()) {
                throw new IllegalArgumentException("a reader has 'model' and 'candidates' of each of its 'characters'");
            }
        }
    }

    /** The pages of several files, each once. What does not fit is an {@link IllegalArgumentException} naming file, line and reason. */
    public static List<Line> read(List<Path> files) throws IOException {
        var pages = new ArrayList<Line>();
        var names = new HashSet<String>();
        for (Path file : files) {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                try {
                    var page = Json.read(lines.get(i).getBytes(UTF_8), Line.class);
                    if (!names.add(page.image())) {
                        throw new IllegalArgumentException("page " + page.image() + " is there twice");
                    }
                    pages.add(page);
                } catch (InvalidMessage | IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return pages;
    }

    /** The pages that are in a file already, if it is there: a line that a killed process left half written is cut off. */
    public static List<String> resume(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var last = ByteBuffer.allocate(1);
            long end = channel.size();
            while (end > 0 && (channel.read(last.clear(), end - 1) != 1 || last.get(0) != '\n')) {
                end--;
            }
            channel.truncate(end);
        }
        return read(List.of(file)).stream().map(Line::image).toList();
    }

    /** Adds a page to a file. */
    public static void append(Path file, Line page) throws IOException {
        Files.writeString(
                file, new String(Json.write(page), UTF_8) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private ReadFile() {}
}
