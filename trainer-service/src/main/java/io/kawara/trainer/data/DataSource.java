package io.kawara.trainer.data;

import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.DataKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads labelled rows off a disk as a recipe's {@code data} says. What does not fit is an {@link IllegalArgumentException} naming file and row. */
public final class DataSource {
    private final DataKeys keys;
    private final Task task;
    private final Path folder;
    private final Path crops;

    /**
     * Rows of one or of several labels.
     *
     * @param crops where the parts of pages that boxes show are kept
     */
    public DataSource(DataKeys keys, Task task, Path folder, Path crops) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        if (task == Task.MULTI_LABEL
                && keys.format() != DataKeys.Format.CSV
                && keys.format() != DataKeys.Format.JSON_LINES) {
            throw new IllegalArgumentException(
                    "'task: multi-label' needs 'data.format: csv' or 'json-lines': other formats hold one label a row");
        }
        this.keys = keys;
        this.task = task;
        this.folder = folder;
        this.crops = crops;
    }

    /** Rows of one label each, that are no boxes. */
    public DataSource(DataKeys keys, Path folder) {
        this(keys, Task.SINGLE_LABEL, folder, null);
    }

    /** The rows without what stands in their pictures: see {@link LabelledData}. */
    public DataSet read() throws IOException {
        var own = rows(folder);
        var further = new ArrayList<Row>();
        for (String other : keys.also()) {
            further.addAll(further(other));
        }
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        var all = DataSet.of(
                name,
                task,
                keys.labels(),
                Stream.concat(own.stream(), further.stream()).toList());
        var data = DataSet.of(name, task, all.labels(), own).in(folder);
        if (keys.targets() != null) {
            data = Probabilities.read(DataSet.file(folder, keys.targets(), "data.targets"))
                    .asTargets(data);
        }
        if (keys.pseudo() != null) {
            further.addAll(pseudo(data));
        }
        return data.with(data.rows(), further);
    }

    private List<Row> rows(Path from) throws IOException {
        return switch (keys.format()) {
            case CSV, JSON_LINES -> labelled(from);
            case FOLDERS -> Folders.read(from, keys);
            case IDX -> Idx.read(from, keys);
            case BOXES -> boxes(from);
            case GLYPHS ->
                throw new IllegalStateException("pictures that are drawn need more of the recipe than its data");
        };
    }

    /** Rows of another folder, whose ids may be those of this one. */
    private List<Row> further(String named) throws IOException {
        Path near = folder.resolve(named);
        Path other = Files.isDirectory(near) ? near : Path.of(named).toAbsolutePath();
        if (!Files.isDirectory(other)) {
            throw new IllegalArgumentException(
                    "there is neither a folder " + near + " nor " + other + " ('data.also')");
        }
        return rows(other).stream().map(row -> row.below(named)).toList();
    }

    private Table table(Path from) throws IOException {
        Path file = file(from, keys.file(), "data.file");
        return keys.format() == DataKeys.Format.JSON_LINES
                ? Table.ofJsonLines(file)
                : Table.read(file, keys.separator());
    }

    private List<Row> labelled(Path from) throws IOException {
        var table = table(from);
        var labels = new LabelColumns(table, keys, task);
        return new TableRows(keys, from, table).read(labels::of);
    }

    private List<Row> boxes(Path from) throws IOException {
        if (crops == null) {
            throw new IllegalStateException("boxes need a folder in which their parts of the pages are kept");
        }
        return new Boxes(keys, from, table(from), crops).read();
    }

    private List<Row> pseudo(DataSet data) throws IOException {
        var pseudo = keys.pseudo();
        var said = Probabilities.read(DataSet.file(folder, pseudo.file(), "data.pseudo.file"));
        var table = pseudo.table() == null
                ? said.asTable()
                : Table.read(file(folder, pseudo.table(), "data.pseudo.table"), keys.separator());
        return new PseudoRows(keys, folder, table, said).read(data);
    }

    private static Path file(Path folder, String name, String key) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file + " ('" + key + "')");
        }
        return file;
    }
}
