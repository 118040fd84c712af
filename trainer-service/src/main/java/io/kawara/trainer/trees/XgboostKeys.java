package io.kawara.trainer.trees;

import io.kawara.trainer.recipe.Default;

/**
 * How XGBoost grows trees, in the names of its own parameters.
 *
 * @param rounds how many trees at most
 * @param earlyStopping after so many rounds that predict the held-back fold no better it is over
 * @param eta how much each tree counts
 * @param gamma what a split must gain at least
 * @param maxDepth of a tree
 * @param minChildWeight what the rows of a leaf weigh at least
 * @param lambda squared penalty of leaves
 * @param alpha absolute penalty of leaves
 * @param subsample the share of the rows that each tree is grown on
 * @param colsampleBytree the share of the columns that each tree may use
 * @param scalePosWeight what a true row counts, against 1 of another
 */
public record XgboostKeys(
        @Default("400") int rounds,
        @Default("20") int earlyStopping,
        @Default("0.3") double eta,
        @Default("0") double gamma,
        @Default("6") int maxDepth,
        @Default("1") double minChildWeight,
        @Default("1") double lambda,
        @Default("0") double alpha,
        @Default("1") double subsample,
        @Default("1") double colsampleBytree,
        @Default("1") double scalePosWeight) {
    public XgboostKeys {
        if (rounds < 1 || earlyStopping < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("'xgboost' has at least one round, patience for one and one split");
        }
        if (!(eta > 0 && gamma >= 0 && minChildWeight >= 0 && lambda >= 0 && alpha >= 0 && scalePosWeight > 0)) {
            throw new IllegalArgumentException("'xgboost' learns at a rate above 0, with penalties of at least 0");
        }
        if (!(subsample > 0 && subsample <= 1 && colsampleBytree > 0 && colsampleBytree <= 1)) {
            throw new IllegalArgumentException("fractions of 'xgboost' are in (0,1]");
        }
    }
}
