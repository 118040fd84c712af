package io.kawara.trainer.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Label.Kind;
import io.kawara.contracts.Task;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * All that a training learns from and is measured on: a line of JSON about the whole, and one for each image in the order of their ids. Its hash names it.
 * It holds no time, so that the same labels are the same snapshot.
 *
 * @param classes what a label may say, in the order in which models answer
 */
public record Manifest(String pipeline, Task task, List<String> classes, List<Entry> entries) {
    private static final int FORM = 1;

    public Manifest {
        classes = List.copyOf(classes);
        entries = entries.stream().sorted(Comparator.comparing(Entry::image)).toList();
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Head(int form, String pipeline, Task task, List<String> classes) {}

    /** What is learnt from. */
    public List<Entry> training() {
        return entries.stream().filter(entry -> !entry.golden()).toList();
    }

    /** What is only measured on. */
    public List<Entry> golden() {
        return entries.stream().filter(Entry::golden).toList();
    }

    /** How many entries people have made, or models. */
    public long count(Kind kind) {
        return entries.stream()
                .filter(entry -> !entry.golden() && entry.kind() == kind)
                .count();
    }

    /** The manifest as it is kept. */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        line(bytes, new Head(FORM, pipeline, task, classes));
        entries.forEach(entry -> line(bytes, entry));
        return bytes.toByteArray();
    }

    private static void line(ByteArrayOutputStream bytes, Object value) {
        bytes.writeBytes(Json.write(value));
        bytes.write('\n');
    }

    /** SHA-256 of {@link #bytes}: the snapshot's name. */
    public String hash() {
        return sha256(bytes());
    }

    /** Reads what {@link #bytes} wrote; anything else is an {@link IllegalArgumentException}. */
    public static Manifest read(byte[] bytes) {
        try {
            var lines = new String(bytes, UTF_8).lines().toList();
            var head = Json.read(lines.isEmpty() ? null : lines.get(0).getBytes(UTF_8), Head.class);
            if (head.form() != FORM) {
                throw new IllegalArgumentException(
                        "a manifest of form " + head.form() + ", and only form " + FORM + " is known");
            }
            var entries = new ArrayList<Entry>();
            for (String line : lines.subList(1, lines.size())) {
                entries.add(Json.read(line.getBytes(UTF_8), Entry.class));
            }
            return new Manifest(
                    head.pipeline(), head.task(), head.classes() == null ? List.of() : head.classes(), entries);
        } catch (InvalidMessage e) {
            throw new IllegalArgumentException("not a snapshot's manifest: " + e.getMessage(), e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
