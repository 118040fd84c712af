package io.kawara.trainer.recipe;

/**
 * How rows are divided. Members of one pipeline must agree on it.
 *
 * @param holdout the share that is kept for the final evaluation and never trained on
 * @param folds into how many parts the rest is divided for out-of-fold predictions; each part is predicted by a model that did not see it
 * @param stratified whether every part gets its share of each label
 */
public record SplitKeys(
        @Default("0.2") double holdout,
        @Default("5") int folds,
        @Default("42") long seed,
        @Default("true") boolean stratified) {
    public SplitKeys {
        if (!(holdout >= 0 && holdout < 1)) {
            throw new IllegalArgumentException("'split.holdout' is a share from 0 to below 1: " + holdout);
        }
        if (folds < 2) {
            throw new IllegalArgumentException("'split.folds' is at least 2: " + folds);
        }
    }
}
