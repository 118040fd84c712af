package io.kawara.trainer.predict;

import io.kawara.contracts.ScoredLabel;
import io.kawara.trainer.data.Table;
import io.kawara.trainer.run.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds a CSV of answers against a {@link TruthTable}. */
public final class TruthCheck {
    private TruthCheck() {}

    /**
     * How right the answers are, by id. Numbers count as said from 0.5. Rows of the truth that were not answered are wrong; others are passed over.
     *
     * @throws IllegalArgumentException where the tables do not have the same labels
     */
    public static Measurement of(Path answers, Path truth) throws IOException {
        var said = Table.read(answers, null);
        var right = TruthTable.read(truth);
        if (!said.columns().containsAll(right.labels())) {
            throw new IllegalArgumentException(
                    "the answers have the columns " + said.columns() + ", the truth has " + right.labels());
        }
        Map<String, Map<String, String>> byId = new HashMap<>();
        said.rows()
                .forEach(row -> byId.put(TruthTable.key(row.get(said.columns().get(0))), row));
        var data = right.data();
        var rankings = data.rows().stream()
                .map(row -> byId.getOrDefault(row.id(), Map.of()))
                .map(values ->
                        right.labels().isEmpty() ? label(values, said.columns().get(1)) : cells(values, right.labels()))
                .toList();
        return Measurement.of("answers", rankings, data);
    }

    private static List<ScoredLabel> label(Map<String, String> values, String column) {
        String label = values.getOrDefault(column, "");
        return label.isEmpty() ? List.of() : List.of(new ScoredLabel(label, 1));
    }

    private static List<ScoredLabel> cells(Map<String, String> values, List<String> labels) {
        return values.getOrDefault(labels.get(0), "").isEmpty()
                ? List.of()
                : labels.stream()
                        .map(label -> new ScoredLabel(label, TruthTable.number(values, label)))
                        .toList();
    }
}
