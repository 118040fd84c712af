package io.kawara.trainer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which images and labels of an import are on the topics, in two files: their ids, and where each lane of {@code images} ended when the ids were written. What an
 * import that was killed had sent beyond that lies behind these places.
 */
final class SentItems {
    private final Path ids;
    private final Path places;
    private final Set<String> sent = new HashSet<>();

    SentItems(Path folder) throws IOException {
        Files.createDirectories(folder);
        ids = folder.resolve("sent");
        places = folder.resolve("places");
        if (Files.exists(ids)) {
            var lines = Files.readString(ids).split("\n", -1);
            for (int i = 0; i < lines.length - 1; i++) { // the last one may have been cut off
                sent.add(lines[i]);
            }
        }
    }

    boolean contains(String id) {
        return sent.contains(id);
    }

    /** The places by lane; empty where nothing was ever written. */
    Map<Integer, Long> places() throws IOException {
        var at = new HashMap<Integer, Long>();
        if (Files.exists(places)) {
            for (String line : Files.readAllLines(places)) {
                var parts = line.split(" ", 2);
                at.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
            }
        }
        return at;
    }

    /** Writes that all before these places, and these ids, are on the topics. */
    void write(List<String> more, Map<Integer, Long> at) throws IOException {
        var lines = new StringBuilder();
        more.stream().filter(sent::add).forEach(id -> lines.append(id).append('\n'));
        try (var out = FileChannel.open(ids, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(UTF_8.encode(lines.toString()));
            out.force(true); // before the places say that nothing is to be looked for before them
        }
        var written = new StringBuilder();
        at.forEach(
                (lane, place) -> written.append(lane).append(' ').append(place).append('\n'));
        Path part = places.resolveSibling("places.part");
        Files.writeString(part, written);
        Files.move(part, places, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
