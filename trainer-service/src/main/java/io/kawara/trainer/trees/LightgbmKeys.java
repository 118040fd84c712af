package io.kawara.trainer.trees;

import io.kawara.trainer.recipe.Default;

/**
 * How LightGBM grows trees, in the names of its own parameters.
 *
 * @param rounds how many trees at most
 * @param earlyStopping after so many rounds that predict the held-back fold no better it is over
 * @param learningRate how much each tree counts
 * @param numLeaves of a tree, at most
 * @param maxDepth of a tree; -1 for any
 * @param maxBin how many values of a column are told apart
 * @param minDataInLeaf rows that a leaf has at least
 * @param lambdaL1 of leaves
 * @param lambdaL2 of leaves
 * @param featureFraction the share of the columns that each tree may use
 * @param baggingFraction the share of the rows that trees are grown on
 * @param baggingFreq after how many trees these rows are drawn anew; 0 for never
 * @param scalePosWeight what a true row counts, against 1 of another
 */
public record LightgbmKeys(
        @Default("200") int rounds,
        @Default("50") int earlyStopping,
        @Default("0.1") double learningRate,
        @Default("31") int numLeaves,
        @Default("-1") int maxDepth,
        @Default("255") int maxBin,
        @Default("20") int minDataInLeaf,
        @Default("0") double lambdaL1,
        @Default("0") double lambdaL2,
        @Default("1") double featureFraction,
        @Default("1") double baggingFraction,
        @Default("0") int baggingFreq,
        @Default("1") double scalePosWeight) {
    public LightgbmKeys {
        if (rounds < 1 || earlyStopping < 1 || numLeaves < 2 || maxBin < 2 || minDataInLeaf < 0 || baggingFreq < 0) {
            throw new IllegalArgumentException("'lightgbm' has at least one round, patience for one and two leaves");
        }
        if (!(learningRate > 0 && lambdaL1 >= 0 && lambdaL2 >= 0 && scalePosWeight > 0)) {
            throw new IllegalArgumentException("'lightgbm' learns at a rate above 0, with penalties of at least 0");
        }
        if (!(featureFraction > 0 && featureFraction <= 1 && baggingFraction > 0 && baggingFraction <= 1)) {
            throw new IllegalArgumentException("fractions of 'lightgbm' are in (0,1]");
        }
    }
}
