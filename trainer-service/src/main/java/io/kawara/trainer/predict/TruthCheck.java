package io.kawara.trainer.predict;

import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Task;
import io.kawara.trainer.data.CsvTable;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.run.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a CSV of answers against one of what is true: both with the id first, then one column a label, or the label alone. */
public final class TruthCheck {
    private TruthCheck() {}

    /**
     * How right the answers are, by id. Numbers count as said from 0.5. Rows of the truth that were not answered are wrong; others are passed over.
     *
     * @throws IllegalArgumentException where the tables do not have the same labels
     */
    public static Measurement of(Path answers, Path truth) throws IOException {
        var said = CsvTable.read(answers);
        var right = CsvTable.read(truth);
        Map<String, Map<String, String>> byId = new HashMap<>();
        said.rows().forEach(row -> byId.put(row.get(said.columns().get(0)), row));
        var labels = right.columns().subList(1, right.columns().size());
        return labels.size() == 1 ? classes(said, right, byId) : cells(said, right, labels, byId);
    }

    private static Measurement cells(
            CsvTable said, CsvTable right, List<String> labels, Map<String, Map<String, String>> byId) {
        if (!Set.copyOf(said.columns()).containsAll(labels)) {
            throw new IllegalArgumentException(
                    "the answers have the columns " + said.columns() + ", the truth " + labels);
        }
        var rows = new ArrayList<Row>();
        for (var values : right.rows()) {
            var set = labels.stream()
                    .filter(label -> number(values, label) >= 0.5)
                    .collect(Collectors.toSet());
            rows.add(row(values.get(right.columns().get(0)), set));
        }
        var data = DataSet.of("truth", Task.MULTI_LABEL, labels, rows);
        return Measurement.of("answers", rankings(data, row -> cells(byId.get(row.id()), labels)), data);
    }

    private static List<ScoredLabel> cells(Map<String, String> values, List<String> labels) {
        if (values == null || values.get(labels.get(0)).isEmpty()) {
            return List.of();
        }
        return labels.stream()
                .map(label -> new ScoredLabel(label, number(values, label)))
                .toList();
    }

    private static Measurement classes(CsvTable said, CsvTable right, Map<String, Map<String, String>> byId) {
        String column = said.columns().get(1);
        var rows = right.rows().stream()
                .map(values -> row(
                        values.get(right.columns().get(0)),
                        Set.of(values.get(right.columns().get(1)))))
                .toList();
        var data = DataSet.of("truth", rows);
        return Measurement.of(
                "answers",
                rankings(data, row -> {
                    String label = byId.getOrDefault(row.id(), Map.of()).getOrDefault(column, "");
                    return label.isEmpty() ? List.of() : List.of(new ScoredLabel(label, 1));
                }),
                data);
    }

    private static List<List<ScoredLabel>> rankings(
            DataSet data, java.util.function.Function<Row, List<ScoredLabel>> ranking) {
        return data.rows().stream().map(ranking).toList();
    }

    private static Row row(String id, Set<String> labels) {
        return new Row(id, null, labels, Map.of(), id);
    }

    private static double number(Map<String, String> values, String label) {
        try {
            return Double.parseDouble(values.get(label));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "column " + label + " holds no number but '" + values.get(label) + "'", e);
        }
    }
}
