package io.kawara.trainer.trees;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of numbers and whether each is a true one.
 *
 * @param rows {@code [rows][columns]}; what is not known is not a number
 * @param folds the fold of each, from 0: rows of one book are of one fold
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Examples(List<String> columns, float[][] rows, boolean[] truths, int[] folds) {
    Examples {
        columns = List.copyOf(columns);
        if (truths.length != rows.length || folds.length != rows.length) {
            throw new IllegalArgumentException(
                    rows.length + " rows, " + truths.length + " truths, " + folds.length + " folds");
        }
    }

    int size() {
        return rows.length;
    }

    /** Those of one fold. */
    Examples fold(int fold) {
        return at(IntStream.range(0, size()).filter(i -> folds[i] == fold).toArray());
    }

    /** Those of all folds but one. */
    Examples without(int fold) {
        return at(IntStream.range(0, size()).filter(i -> folds[i] != fold).toArray());
    }

    private Examples at(int[] places) {
        var some = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            some[i] = truths[places[i]];
        }
        return new Examples(
                columns,
                Arrays.stream(places).mapToObj(place -> rows[place]).toArray(float[][]::new),
                some,
                Arrays.stream(places).map(place -> folds[place]).toArray());
    }

    /** All numbers, row after row. */
    float[] flat() {
        var flat = new float[Math.multiplyExact(rows.length, columns.size())];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * columns.size(), columns.size());
        }
        return flat;
    }

    /** 1 for a true row, 0 for another. */
    float[] labels() {
        var labels = new float[truths.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = truths[i] ? 1 : 0;
        }
        return labels;
    }
}
