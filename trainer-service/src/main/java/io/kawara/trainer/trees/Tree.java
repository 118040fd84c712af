package io.kawara.trainer.trees;

/**
 * A tree over a row of numbers, whichever library grew it. Node 0 is the root; a child below 0 is a leaf, the bitwise complement of its place. A tree
 * without nodes is its first leaf.
 *
 * @param columns which number each node asks about
 * @param thresholds what it is compared with
 * @param missingLeft whether a number that is missing goes to the left
 * @param left where a node goes whose comparison holds
 * @param right where it goes else
 * @param leaves what is added to the margin
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tree(int[] columns, double[] thresholds, boolean[] missingLeft, int[] left, int[] right, double[] leaves) {
    /** What holds of a number that goes to the left. */
    enum Comparison {
        AT_MOST,
        BELOW;

        boolean holds(double number, double threshold) {
            return this == AT_MOST ? number <= threshold : number < threshold;
        }
    }

    double leaf(float[] row, Comparison comparison) {
        int at = columns.length == 0 ? -1 : 0;
        while (at >= 0) {
            float number = row[columns[at]];
            boolean goesLeft = Float.isNaN(number) ? missingLeft[at] : comparison.holds(number, thresholds[at]);
            at = goesLeft ? left[at] : right[at];
        }
        return leaves[~at];
    }
}
