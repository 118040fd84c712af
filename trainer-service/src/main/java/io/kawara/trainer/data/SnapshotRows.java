package io.kawara.trainer.data;

import io.kawara.contracts.Label.Kind;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.trainer.recipe.PseudoKeys;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.snapshot.Entry;
import io.kawara.trainer.snapshot.Manifest;
import io.kawara.trainer.snapshot.Seen;
import io.kawara.trainer.snapshot.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a snapshot of the catalogue for any recipe. How the rows of its own data lie on disk, as its {@code data} says, is passed over: pictures, labels,
 * groups, weights and what was read are the snapshot's. The columns of {@code data.text} are the fields that came with the images.
 */
public final class SnapshotRows {
    private final DataKeys keys;
    private final Task task;
    private final SnapshotFolder folder;
    private final Manifest manifest;
    private final Map<String, Seen> seen;
    private final List<String> labels;

    private SnapshotRows(Recipe recipe, Path path) throws IOException {
        keys = recipe.data();
        task = recipe.task();
        folder = new SnapshotFolder(path);
        manifest = folder.manifest();
        seen = folder.seen(manifest);
        labels = keys.labels().isEmpty() ? manifest.classes() : keys.labels();
        if (task != manifest.task()) {
            throw new IllegalArgumentException("recipe " + recipe.name() + " is of a " + task + " task, but snapshot "
                    + folder.hash() + " of a " + manifest.task() + " one");
        }
    }

    /** What is learnt from: what people said are the rows, what models said the extra ones. */
    static DataSet training(Recipe recipe, Path path) throws IOException {
        var rows = new SnapshotRows(recipe, path);
        var own = new ArrayList<Row>();
        var extra = new ArrayList<Row>();
        for (var entry : rows.manifest.training()) {
            if (entry.kind() == Kind.HUMAN) {
                own.add(rows.row(entry));
            } else if (rows.isSure(entry)) {
                extra.add(rows.pseudo(entry));
            }
        }
        return DataSet.of(rows.folder.hash(), rows.task, rows.labels, own)
                .in(path)
                .with(List.copyOf(sorted(own)), extra);
    }

    private static List<Row> sorted(List<Row> rows) {
        return rows.stream().sorted(Comparator.comparing(Row::id)).toList();
    }

    /** What is measured on, each as the services would see it. The labels are those that occur. */
    public static DataSet golden(Pipeline pipeline, Path path) throws IOException {
        var folder = new SnapshotFolder(path);
        var manifest = folder.manifest();
        var seen = folder.seen(manifest);
        var rows = new ArrayList<Row>();
        var labels = new LinkedHashSet<>(manifest.classes());
        for (var entry : manifest.golden()) {
            var came = seen.get(entry.image());
            var row = new Row(
                    entry.image(),
                    Picture.of(folder.image(entry)),
                    Set.copyOf(entry.labels()),
                    came.fields(),
                    entry.group() == null ? entry.image() : entry.group());
            rows.add(pipeline.ocr() == null ? row : row.withLines(came.lines()));
            labels.addAll(entry.labels());
        }
        return new DataSet(folder.hash(), path, manifest.task(), List.copyOf(labels), sorted(rows), List.of());
    }

    private Row row(Entry entry) {
        String group = entry.group() == null ? entry.row() : keys.groupOf(entry.group());
        var row =
                new Row(entry.row(), Picture.of(folder.image(entry)), Set.copyOf(entry.labels()), fields(entry), group);
        row = keys.ocr() == null ? row : row.withLines(seen.get(entry.image()).lines());
        return row.withWeight((float) entry.weight());
    }

    private Map<String, String> fields(Entry entry) {
        var came = seen.get(entry.image()).fields();
        if (keys.text().isEmpty()) {
            return came;
        }
        var fields = new LinkedHashMap<String, String>();
        keys.text().forEach(column -> fields.put(column, came.getOrDefault(column, "")));
        return fields;
    }

    private Row pseudo(Entry entry) {
        var row = row(entry);
        boolean hard = keys.pseudo() != null && keys.pseudo().kind() == PseudoKeys.Kind.ARGMAX;
        return hard || entry.distribution().isEmpty() ? row : row.withTarget(shares(entry));
    }

    private float[] shares(Entry entry) {
        var shares = new float[labels.size()];
        double sum = 0;
        for (int label = 0; label < shares.length; label++) {
            shares[label] =
                    entry.distribution().getOrDefault(labels.get(label), 0.0).floatValue();
            sum += shares[label];
        }
        for (int label = 0; task == Task.SINGLE_LABEL && sum > 0 && label < shares.length; label++) {
            shares[label] /= (float) sum; // an answer may leave out what is hardly likely
        }
        return shares;
    }

    private boolean isSure(Entry entry) {
        double surest = entry.distribution().values().stream()
                .mapToDouble(share -> share)
                .max()
                .orElse(1);
        return keys.pseudo() == null || surest >= keys.pseudo().minimum();
    }
}
