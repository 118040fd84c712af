package io.kawara.trainer.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.messaging.BlobStore;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A snapshot as a folder of data that recipes train from: {@code manifest.jsonl}, {@code seen.jsonl}, {@code teacher.csv} and {@code images/SHA256}.
 *
 * <p>Pictures are links to where they are archived, so that what is forgotten there is forgotten here.
 */
public record SnapshotFolder(Path path) {
    private static final String MANIFEST = "manifest.jsonl";
    private static final String SEEN = "seen.jsonl";

    /** What the answers said of each row, for {@code loss.teacher}. */
    public static final String TEACHER = "teacher.csv";

    /** Whether a folder holds a snapshot. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    /** Makes {@code parent/HASH}, whole or not at all; one that is there already is the same. */
    public static SnapshotFolder make(Path parent, Selection.Chosen chosen, BlobStore archive) throws IOException {
        var manifest = chosen.manifest();
        Path finished = parent.resolve(manifest.hash());
        if (is(finished)) {
            return new SnapshotFolder(finished);
        }
        Files.createDirectories(parent);
        Path folder = Files.createTempDirectory(parent, "making");
        try {
            Path images = Files.createDirectory(folder.resolve("images"));
            for (var entry : manifest.entries()) {
                place(images.resolve(entry.sha256()), entry.sha256(), archive);
            }
            var seen = new ArrayList<String>();
            for (var entry : manifest.entries()) {
                seen.add(new String(Json.write(chosen.seen().get(entry.image())), UTF_8));
            }
            Files.write(folder.resolve(SEEN), seen);
            Files.writeString(folder.resolve(TEACHER), TeacherTable.of(chosen));
            Files.write(folder.resolve(MANIFEST), manifest.bytes());
            Files.move(folder, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            delete(folder);
            if (!is(finished)) { // else somebody else was faster
                throw e;
            }
        }
        return new SnapshotFolder(finished);
    }

    private static void place(Path file, String sha256, BlobStore archive) throws IOException {
        var archived = archive.find(sha256);
        try {
            if (archived.isPresent()) {
                Files.createSymbolicLink(file, archived.get().toAbsolutePath());
            } else {
                Files.write(file, archive.read(sha256));
            }
        } catch (FileAlreadyExistsException e) {
            // Two images with one file.
        }
    }

    /** The name of the snapshot. */
    public String hash() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** What is in it; an {@link IllegalArgumentException} if that is not what its name says. */
    public Manifest manifest() throws IOException {
        byte[] bytes = Files.readAllBytes(path.resolve(MANIFEST));
        if (!Manifest.sha256(bytes).equals(hash())) {
            throw new IllegalArgumentException(path + " is no longer the snapshot that it is named after");
        }
        return Manifest.read(bytes);
    }

    /** What came with the images, by image; an {@link IllegalArgumentException} if it is not what the manifest names. */
    public Map<String, Seen> seen(Manifest manifest) throws IOException {
        var seen = new TreeMap<String, Seen>();
        for (String line : Files.readAllLines(path.resolve(SEEN))) {
            try {
                var one = Json.read(line.getBytes(UTF_8), Seen.class);
                seen.put(one.image(), one);
            } catch (InvalidMessage e) {
                throw new IllegalArgumentException(path.resolve(SEEN) + ": " + e.getMessage(), e);
            }
        }
        for (var entry : manifest.entries()) {
            var one = seen.get(entry.image());
            if (one == null || !one.hash().equals(entry.seen())) {
                throw new IllegalArgumentException(
                        path.resolve(SEEN) + " does not hold what came with " + entry.image() + " any more");
            }
        }
        return seen;
    }

    /** An image's file; an {@link IllegalArgumentException} if it was forgotten since. */
    public Path image(Entry entry) {
        Path file = path.resolve("images").resolve(entry.sha256());
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("image " + entry.image() + " of snapshot " + hash()
                    + " was deleted since: ask for the training again, and it is left out");
        }
        return file;
    }

    /** Removes the folder; the manifest stays in the archive. */
    public void delete() throws IOException {
        delete(path);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (var files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
