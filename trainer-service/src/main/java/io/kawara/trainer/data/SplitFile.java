package io.kawara.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/** A split as a table {@code id,part}, so that others can learn from the very same rows. */
public final class SplitFile {
    static final String HOLDOUT = "holdout";
    static final String FOLD = "fold-";

    static Split read(Path file, DataSet data) throws IOException {
        var partOf = new HashMap<String, String>();
        for (var row : Table.read(file, null).rows()) {
            partOf.put(Table.value(row, "id", "split.file"), Table.value(row, "part", "split.file"));
        }
        var holdout = new ArrayList<Integer>();
        var folds = new TreeMap<Integer, List<Integer>>();
        for (int place = 0; place < data.size(); place++) {
            String id = data.rows().get(place).id();
            String part = partOf.remove(id);
            if (part == null) {
                throw new IllegalArgumentException(file + " says nothing of row " + id + " of " + data.name());
            }
            if (part.equals(HOLDOUT)) {
                holdout.add(place);
            } else {
                folds.computeIfAbsent(fold(part, id, file), f -> new ArrayList<>())
                        .add(place);
            }
        }
        if (!partOf.isEmpty()) {
            throw new IllegalArgumentException(file + " names rows that " + data.name() + " has not, such as "
                    + partOf.keySet().iterator().next());
        }
        if (folds.size() < 2 || folds.lastKey() != folds.size()) {
            throw new IllegalArgumentException(
                    file + " has folds " + folds.keySet() + ": they count from 1, and there are 2 at least");
        }
        return new Split(holdout, List.copyOf(folds.values()));
    }

    private static int fold(String part, String id, Path file) {
        if (!part.matches(FOLD + "[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(file + ", row " + id + ": a part is '" + HOLDOUT + "' or '" + FOLD
                    + "1' and so on, not '" + part + "'");
        }
        return Integer.parseInt(part.substring(FOLD.length()));
    }

    /** Writes a split of these rows, in their order. */
    public static void write(Path file, Split split, DataSet data) throws IOException {
        var lines = new ArrayList<>(List.of("id,part"));
        var parts = split.parts(data.size());
        for (int place = 0; place < data.size(); place++) {
            lines.add(SeparatedValues.line(List.of(data.rows().get(place).id(), parts.get(place))));
        }
        Files.write(file, lines);
    }

    private SplitFile() {}
}
