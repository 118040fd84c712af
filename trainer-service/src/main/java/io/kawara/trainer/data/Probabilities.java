package io.kawara.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model says of rows: a probability for each label, by the rows' ids. As a file a CSV table of {@code id,LABEL...}, by which one training's
 * predictions become the next one's input.
 *
 * @param rows {@code [labels]} each, in the labels' order
 */
public record Probabilities(Path file, List<String> labels, Map<String, float[]> rows) {
    public Probabilities {
        labels = List.copyOf(labels);
    }

    /** Reads a table whose first column is the id and whose others are labels. */
    public static Probabilities read(Path file) throws IOException {
        var table = Table.read(file, null);
        var labels = table.columns().subList(1, table.columns().size());
        var rows = new LinkedHashMap<String, float[]>();
        for (var values : table.rows()) {
            String id = values.get(table.columns().get(0));
            if (rows.put(id, numbers(values, labels, id, file)) != null) {
                throw new IllegalArgumentException(file + " has row " + id + " twice");
            }
        }
        return new Probabilities(file, labels, rows);
    }

    private static float[] numbers(Map<String, String> values, List<String> labels, String id, Path file) {
        var numbers = new float[labels.size()];
        for (int i = 0; i < numbers.length; i++) {
            String written = values.get(labels.get(i));
            try {
                numbers[i] = Float.parseFloat(written);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        file + ", row " + id + ": '" + labels.get(i) + "' is a probability, not '" + written + "'", e);
            }
            if (!(numbers[i] >= 0 && numbers[i] <= 1)) {
                throw new IllegalArgumentException(
                        file + ", row " + id + ": a probability is from 0 to 1, not " + written);
            }
        }
        return numbers;
    }

    /** Writes the file, as {@link #read} reads it: no digit is lost. */
    public void write() throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            var header = new ArrayList<>(List.of("id"));
            header.addAll(labels);
            out.write(SeparatedValues.line(header) + "\n");
            rows.forEach((id, numbers) -> {
                var record = new ArrayList<>(List.of(id));
                for (float number : numbers) {
                    record.add(Float.toString(number));
                }
                try {
                    out.write(SeparatedValues.line(record) + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The same with the labels in another order; other labels are an {@link IllegalArgumentException}. */
    public Probabilities in(List<String> order) {
        if (labels.size() != order.size() || !labels.containsAll(order)) {
            throw new IllegalArgumentException(file + " is of labels " + labels + ", but the data set's are " + order);
        }
        int[] places = order.stream().mapToInt(labels::indexOf).toArray();
        var ordered = new LinkedHashMap<String, float[]>();
        rows.forEach((id, said) -> {
            var numbers = new float[places.length];
            for (int i = 0; i < places.length; i++) {
                numbers[i] = said[places[i]];
            }
            ordered.put(id, numbers);
        });
        return new Probabilities(file, order, ordered);
    }

    /** The data set with these for targets; a row of which nothing was said, as one kept back from the model before, keeps its labels. */
    DataSet asTargets(DataSet data) {
        var targets = in(data.labels()).rows();
        if (data.rows().stream().noneMatch(row -> targets.containsKey(row.id()))) {
            throw new IllegalArgumentException(file + " says nothing of any row of " + data.name() + ", such as "
                    + data.rows().get(0).id());
        }
        return data.with(
                data.rows().stream()
                        .map(row -> targets.containsKey(row.id()) ? row.withTarget(targets.get(row.id())) : row)
                        .toList(),
                data.extra());
    }

    /** Just the ids, for rows of which there is nothing more to know. */
    Table asTable() {
        return new Table(
                file,
                List.of("id"),
                rows.keySet().stream().map(id -> Map.of("id", id)).toList());
    }
}
