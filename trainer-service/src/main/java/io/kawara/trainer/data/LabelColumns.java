package io.kawara.trainer.data;

import io.kawara.contracts.Task;
import io.kawara.trainer.recipe.DataKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a row's labels: from one column, or of a multi-label task from a column of zeroes and ones for each label. */
final class LabelColumns {
    private static final Set<String> YES = Set.of("1", "1.0", "true");
    private static final Set<String> NO = Set.of("0", "0.0", "false", "");

    private final Table table;
    private final DataKeys keys;
    private final Task task;
    private final boolean cells;

    LabelColumns(Table table, DataKeys keys, Task task) {
        this.table = table;
        this.keys = keys;
        this.task = task;
        var absent = new ArrayList<>(keys.labels());
        absent.removeAll(table.columns());
        cells = task == Task.MULTI_LABEL && absent.size() < keys.labels().size();
        if (cells && !absent.isEmpty()) {
            throw new IllegalArgumentException(table.file() + " has no column for 'data.labels' " + absent
                    + ": its columns are " + table.columns());
        }
    }

    Set<String> of(Map<String, String> row, String id) {
        if (cells) {
            var labels = new TreeSet<String>();
            keys.labels().stream()
                    .filter(label -> holds(row.get(label), label, id))
                    .forEach(labels::add);
            return labels;
        }
        String written = Table.value(row, keys.label(), "data.label").strip();
        if (task == Task.MULTI_LABEL) {
            return new TreeSet<>(several(written));
        }
        if (written.isEmpty()) {
            throw new IllegalArgumentException(
                    table.file() + ", row " + id + ": no label in column '" + keys.label() + "'");
        }
        return Set.of(written);
    }

    private boolean holds(String value, String label, String id) {
        String plain = value.strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(plain) && !NO.contains(plain)) {
            throw new IllegalArgumentException(
                    table.file() + ", row " + id + ": '" + label + "' is 0 or 1, not '" + value + "'");
        }
        return YES.contains(plain);
    }

    private static List<String> several(String written) {
        return Arrays.stream(written.split(written.contains("|") ? "\\|" : "\\s+", -1))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }
}
