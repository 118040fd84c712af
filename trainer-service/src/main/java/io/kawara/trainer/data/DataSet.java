package io.kawara.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Labelled rows in the order of their ids.
 *
 * @param folder where the rows were read, and below which a recipe names further files; null where they come from no folder
 * @param labels every label there is, in the order of a model's outputs
 * @param extra further rows to learn from, labelled by models: they are never kept back, and nothing is measured on them
 */
public record DataSet(String name, Path folder, Task task, List<String> labels, List<Row> rows, List<Row> extra) {
    public DataSet {
        labels = List.copyOf(labels);
        rows = List.copyOf(rows);
        extra = List.copyOf(extra);
    }

    /** Rows of one label each; the labels are those among them, sorted. */
    public static DataSet of(String name, List<Row> rows) {
        return of(name, Task.SINGLE_LABEL, List.of(), rows);
    }

    /**
     * Checked rows.
     *
     * @param labels in the order of a model's outputs; empty for those among the rows, sorted
     */
    public static DataSet of(String name, Task task, List<String> labels, List<Row> rows) {
        var all = labels.isEmpty()
                ? rows.stream()
                        .flatMap(row -> row.labels().stream())
                        .distinct()
                        .sorted()
                        .toList()
                : labels;
        var data = new DataSet(
                name,
                null,
                task,
                all,
                rows.stream().sorted(Comparator.comparing(Row::id)).toList(),
                List.of());
        data.requireDifferentIds();
        data.requireKnownLabels();
        if (all.size() < (task == Task.SINGLE_LABEL ? 2 : 1)) {
            throw new IllegalArgumentException("data set " + name + " has " + rows.size() + " rows and labels " + all
                    + ": there is nothing to tell apart");
        }
        return data;
    }

    private void requireDifferentIds() {
        var ids = new HashSet<String>();
        for (Row row : rows) {
            if (!ids.add(row.id())) {
                throw new IllegalArgumentException("data set " + name + " names row " + row.id() + " twice");
            }
        }
    }

    private void requireKnownLabels() {
        var known = new HashSet<>(labels);
        for (Row row : rows) {
            if (task == Task.SINGLE_LABEL && row.labels().size() != 1) {
                throw new IllegalArgumentException("row " + row.id() + " of " + name + " has labels " + row.labels()
                        + ": a single-label task wants exactly one");
            }
            if (!known.containsAll(row.labels())) {
                throw new IllegalArgumentException("row " + row.id() + " of " + name + " has labels " + row.labels()
                        + ", which are not all among " + labels);
            }
        }
    }

    /** These rows, by their places, with this set's labels; none of the extra ones. */
    public DataSet rows(List<Integer> places) {
        return new DataSet(
                name, folder, task, labels, places.stream().map(rows::get).toList(), List.of());
    }

    /** Other rows in the place of these. */
    public DataSet with(List<Row> others, List<Row> otherExtra) {
        return new DataSet(name, folder, task, labels, others, otherExtra);
    }

    /**
     * A file that a recipe names: below the folder of the data, or from where the command runs, as what another training wrote is.
     *
     * @param key of the recipe, for the error where there is none
     */
    public Path file(String named, String key) {
        return file(folder, named, key);
    }

    static Path file(Path folder, String named, String key) {
        Path near = folder == null ? Path.of(named) : folder.resolve(named);
        Path elsewhere = Path.of(named).toAbsolutePath();
        if (!Files.isRegularFile(near) && !Files.isRegularFile(elsewhere)) {
            throw new IllegalArgumentException(
                    "there is neither a file " + near + " nor " + elsewhere + " ('" + key + "')");
        }
        return Files.isRegularFile(near) ? near : elsewhere;
    }

    /** The same rows, read in a folder. */
    DataSet in(Path other) {
        return new DataSet(name, other, task, labels, rows, extra);
    }

    /** The same rows under another name. */
    public DataSet named(String other) {
        return new DataSet(other, folder, task, labels, rows, extra);
    }

    /**
     * What a training learns from: labelled rows, by their places, and the extra ones.
     *
     * @param onlyExtra whether the labelled rows are left out
     */
    public DataSet learnt(List<Integer> places, boolean onlyExtra) {
        if (onlyExtra && extra.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to learn from in " + name
                    + ": 'data.pseudo.only' leaves the labelled rows out, and no other was sure enough");
        }
        var labelled = places.stream().map(rows::get);
        return with(onlyExtra ? extra : Stream.concat(labelled, extra.stream()).toList(), List.of());
    }

    public int size() {
        return rows.size();
    }

    public boolean multiLabel() {
        return task == Task.MULTI_LABEL;
    }

    /** Each row's label as its place in {@link #labels}; of a single-label task. */
    public int[] classes() {
        var place = places();
        return rows.stream().mapToInt(row -> place.get(row.label())).toArray();
    }

    /** What is true of each row, {@code [rows][labels]}. */
    public boolean[][] truth() {
        var place = places();
        var truth = new boolean[rows.size()][labels.size()];
        for (int row = 0; row < truth.length; row++) {
            for (String label : rows.get(row).labels()) {
                truth[row][place.get(label)] = true;
            }
        }
        return truth;
    }

    /** Each label's place in {@link #labels}. */
    public Map<String, Integer> places() {
        var places = new HashMap<String, Integer>();
        labels.forEach(label -> places.put(label, places.size()));
        return places;
    }

    /** What each row says. */
    public List<String> words() {
        return rows.stream().map(Row::words).toList();
    }

    /**
     * SHA-256 over all that a training learns of every row: id, labels, words, the SHA-256 of its image, and target and weight where they are not the
     * plain ones. Two sets with the same hash train the same model.
     */
    public String manifestHash() throws IOException {
        var manifest = Sha256.digest();
        for (Row row : Stream.concat(rows.stream(), extra.stream()).toList()) {
            String image = row.image() == null ? "" : row.image().sha256();
            for (String part : List.of(row.id(), String.join("|", row.labels()), row.words(), image)) {
                manifest.update(part.getBytes(UTF_8));
                manifest.update((byte) 0);
            }
            addTarget(manifest, row);
        }
        return Sha256.hex(manifest);
    }

    private static void addTarget(MessageDigest manifest, Row row) {
        if (row.target() != null) {
            var bytes = ByteBuffer.allocate(row.target().length * Float.BYTES);
            bytes.asFloatBuffer().put(row.target());
            manifest.update(bytes);
        }
        if (row.weight() != 1) {
            manifest.update(ByteBuffer.allocate(Float.BYTES).putFloat(0, row.weight()));
        }
    }
}
