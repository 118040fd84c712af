package io.kawara.serving;

import java.util.Arrays;

/** How probable a model of rows finds its first label, however many rows there are. */
public final class RowProbabilities {
    /** Rows in one run: a page of thousands of boxes has some hundred thousand candidates. */
    private static final int MOST = 8192;

    private RowProbabilities() {}

    /** Of each row in [0,1]; {@code rows} is {@code [rows][columns]}. */
    public static double[] of(OnnxModel model, float[][] rows) {
        var probabilities = new double[rows.length];
        for (int from = 0; from < rows.length; from += MOST) {
            var scores = model.tabularScores(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + MOST)));
            for (int i = 0; i < scores.length; i++) {
                probabilities[from + i] = scores[i][0];
            }
        }
        return probabilities;
    }
}
