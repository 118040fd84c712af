package io.kawara.trainer.augment;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import java.util.List;

/** What should be answered to each row of a data set, and how much each counts. Thread-safe. */
public final class Targets {
    private final List<Row> rows;
    private final int[][] places;
    private final int labels;
    private final boolean weighted;

    public Targets(DataSet data) {
        var place = data.places();
        rows = data.rows();
        labels = data.labels().size();
        places = rows.stream()
                .map(row -> row.labels().stream().mapToInt(place::get).toArray())
                .toArray(int[][]::new);
        weighted = rows.stream().anyMatch(row -> row.weight() != 1);
        for (Row row : rows) {
            if (row.target() != null && row.target().length != labels) {
                throw new IllegalArgumentException("row " + row.id() + " has " + row.target().length
                        + " targets, but there are " + labels + " labels");
            }
        }
    }

    /** {@code [chosen, labels]}: each chosen row's own target, or a one at each of its labels. */
    public float[] of(int[] chosen) {
        var targets = new float[chosen.length * labels];
        for (int i = 0; i < chosen.length; i++) {
            float[] own = rows.get(chosen[i]).target();
            if (own != null) {
                System.arraycopy(own, 0, targets, i * labels, labels);
                continue;
            }
            for (int place : places[chosen[i]]) {
                targets[i * labels + place] = 1;
            }
        }
        return targets;
    }

    /** Each chosen row's weight; null where every row of the data set counts the same. */
    public float[] weights(int[] chosen) {
        if (!weighted) {
            return null;
        }
        var weights = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            weights[i] = rows.get(chosen[i]).weight();
        }
        return weights;
    }
}
