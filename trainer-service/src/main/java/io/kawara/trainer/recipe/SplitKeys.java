package io.kawara.trainer.recipe;

import java.util.List;

/**
 * How rows are divided: into those that are kept back, and folds of the rest. Members of one pipeline must agree on it. Every run writes its own
 * down, as {@code NAME.split.csv}.
 *
 * @param holdout the share that is kept for the final evaluation and never trained on
 * @param folds into how many parts the rest is divided for out-of-fold predictions; each part is predicted by a model that did not see it
 * @param seed of the dealing
 * @param stratified whether every part gets its share of each label
 * @param holdoutGroups these groups are what is kept back, instead of a share
 * @param foldBy whether folds are shares of the rows, or whole groups
 * @param foldGroups the groups of each fold, e.g. {@code [[book1, book2], [book3]]}; with {@code foldBy: group} and none named each group is a fold
 * @param borrow with holdoutGroups: a label of which one side has no row gets a tenth of the other side's, but no more than this; 0 for none
 * @param duplicates what becomes of rows that show the same picture or, without one, say the same
 * @param file a split that a run has written, or a table {@code id,part} of {@code holdout}, {@code fold-1}, {@code fold-2}, ...; below the data's
 *     folder, or where the command runs. Nothing else here counts then
 */
public record SplitKeys(
        @Default("0.2") double holdout,
        @Default("5") int folds,
        @Default("42") long seed,
        @Default("true") boolean stratified,
        @Default("[]") List<String> holdoutGroups,
        @Default("share") FoldBy foldBy,
        @Default("[]") List<List<String>> foldGroups,
        @Default("0") int borrow,
        @Default("together") Duplicates duplicates,
        @Default("null") String file) {
    /** What a fold is. */
    public enum FoldBy {
        SHARE,
        GROUP
    }

    /** What becomes of rows that are the same item. */
    public enum Duplicates {
        /** They are dealt to one part, as if they were one group; where groups are named that cannot be, and is an error. */
        TOGETHER,
        /** Two of them in different parts are an error. */
        ERROR,
        /** They are dealt like any others, and what is measured is too good by as much. */
        IGNORE
    }

    public SplitKeys {
        if (!(holdout >= 0 && holdout < 1)) {
            throw new IllegalArgumentException("'split.holdout' is a share from 0 to below 1: " + holdout);
        }
        if (folds < 2) {
            throw new IllegalArgumentException("'split.folds' is at least 2: " + folds);
        }
        if (borrow < 0 || (borrow > 0 && holdoutGroups.isEmpty() && file == null)) {
            throw new IllegalArgumentException("'split.borrow' is a number of rows, and needs 'split.holdoutGroups'");
        }
        if (foldGroups.size() == 1) {
            throw new IllegalArgumentException("'split.foldGroups' names one fold: there are at least 2");
        }
    }

    /** Shares of the rows. */
    public SplitKeys(double holdout, int folds, long seed, boolean stratified) {
        this(holdout, folds, seed, stratified, List.of(), FoldBy.SHARE, List.of(), 0, Duplicates.TOGETHER, null);
    }

    /** The same with another rule for rows that are the same item. */
    public SplitKeys withDuplicates(Duplicates other) {
        return new SplitKeys(holdout, folds, seed, stratified, holdoutGroups, foldBy, foldGroups, borrow, other, file);
    }
}
