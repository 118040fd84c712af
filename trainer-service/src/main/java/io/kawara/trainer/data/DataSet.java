package io.kawara.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Labelled rows in the order of their ids, and every label among them, sorted. */
public record DataSet(String name, List<Row> rows, List<String> labels) {
    public DataSet {
        rows = List.copyOf(rows);
        labels = List.copyOf(labels);
    }

    public static DataSet of(String name, List<Row> rows) {
        var ids = new HashSet<String>();
        for (Row row : rows) {
            if (!ids.add(row.id())) {
                throw new IllegalArgumentException("data set " + name + " names row " + row.id() + " twice");
            }
        }
        var sorted = rows.stream().sorted(Comparator.comparing(Row::id)).toList();
        var labels = rows.stream().map(Row::label).distinct().sorted().toList();
        if (labels.size() < 2) {
            throw new IllegalArgumentException("data set " + name + " has " + rows.size() + " rows and labels " + labels
                    + ": there is nothing to tell apart");
        }
        return new DataSet(name, sorted, labels);
    }

    /** These rows, by their places, with this set's labels. */
    public DataSet rows(List<Integer> places) {
        return new DataSet(name, places.stream().map(rows::get).toList(), labels);
    }

    public int size() {
        return rows.size();
    }

    /** Each row's label as its place in {@link #labels}. */
    public int[] classes() {
        Map<String, Integer> place = new TreeMap<>();
        labels.forEach(label -> place.put(label, place.size()));
        return rows.stream().mapToInt(row -> place.get(row.label())).toArray();
    }

    /** What each row says. */
    public List<String> words() {
        return rows.stream().map(Row::words).toList();
    }

    /** SHA-256 over every row's id, label, words and the SHA-256 of its image: two sets with the same hash train the same model. */
    public String manifestHash() throws IOException {
        var manifest = sha256();
        for (Row row : rows) {
            for (String part : List.of(row.id(), row.label(), row.words(), fileHash(row.image()))) {
                manifest.update(part.getBytes(UTF_8));
                manifest.update((byte) 0);
            }
        }
        return HexFormat.of().formatHex(manifest.digest());
    }

    /** SHA-256 of a file, in hex. */
    static String fileHash(Path file) throws IOException {
        return HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(file)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
