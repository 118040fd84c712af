package io.kawara.trainer.predict;

import io.kawara.contracts.Task;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.data.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is true of rows, from a CSV in the competitions' form: the id first, then one column a label with 0 and 1, or the label alone.
 *
 * @param labels of a table with a column each; empty where the label stands in one column
 * @param rows which labels each id has, by its {@link #key}
 */
public record TruthTable(List<String> labels, Map<String, Set<String>> rows) {
    public static TruthTable read(Path file) throws IOException {
        var table = Table.read(file, null);
        String id = table.columns().get(0);
        var columns = table.columns().subList(1, table.columns().size());
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(file + " has no column but " + id + ": nothing is said to be true");
        }
        boolean single = columns.size() == 1;
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        for (var values : table.rows()) {
            rows.put(
                    key(values.get(id)),
                    single
                            ? Set.of(values.get(columns.get(0)))
                            : columns.stream()
                                    .filter(label -> number(values, label) >= 0.5)
                                    .collect(Collectors.toSet()));
        }
        return new TruthTable(single ? List.of() : columns, rows);
    }

    /** By which a row is looked up: an id that is a number by its value, since pictures are called 00050 that answers call 50. */
    static String key(String id) {
        return id.matches("\\d{1,18}") ? Long.toString(Long.parseLong(id)) : id;
    }

    /** A cell; throws {@link IllegalArgumentException} where it holds no number. */
    static double number(Map<String, String> values, String label) {
        try {
            return Double.parseDouble(values.get(label));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "column " + label + " holds no number but '" + values.get(label) + "'", e);
        }
    }

    /** Every row of the table, with nothing but its labels. */
    DataSet data() {
        return data(rows.keySet().stream()
                .map(id -> new Row(id, null, rows.get(id), Map.of(), id))
                .toList());
    }

    /** These rows with their labels; one of which nothing is said is an error. */
    public DataSet label(List<Row> unlabelled) {
        return data(unlabelled.stream()
                .map(row -> {
                    var labels = rows.get(key(row.id()));
                    if (labels == null) {
                        throw new IllegalArgumentException("the truth says nothing of row " + row.id());
                    }
                    return new Row(row.id(), row.image(), labels, row.fields(), row.id());
                })
                .toList());
    }

    private DataSet data(List<Row> labelled) {
        return DataSet.of("truth", labels.isEmpty() ? Task.SINGLE_LABEL : Task.MULTI_LABEL, labels, labelled);
    }
}
