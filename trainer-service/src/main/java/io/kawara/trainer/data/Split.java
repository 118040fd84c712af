package io.kawara.trainer.data;

import io.kawara.trainer.recipe.SplitKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who may learn from which rows: places in a data set, each in exactly one of holdout and folds. The same rows and keys give the same split.
 *
 * <p>Groups stay whole, and so do rows that are the same item; where stratified, each part gets its share of every label as nearly as that allows.
 */
public record Split(List<Integer> holdout, List<List<Integer>> folds) {
    public Split {
        holdout = List.copyOf(holdout);
        folds = folds.stream().map(List::copyOf).toList();
    }

    /** Divides rows; an item or a group on both sides is an {@link IllegalArgumentException} that names the rows. */
    public static Split of(DataSet data, SplitKeys keys) throws IOException {
        var contents = Contents.of(data);
        var split = keys.file() != null
                ? SplitFile.read(data.file(keys.file(), "split.file"), data)
                : new Dealing(data, keys, contents).split();
        if (split.folds().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(data.size() + " rows of " + data.name() + " are too few for "
                    + split.folds().size() + " folds and a holdout of "
                    + split.holdout().size() + " rows");
        }
        new LeakCheck(data, split, contents).require(keys);
        return split;
    }

    /** Every place outside the holdout, in order. */
    public List<Integer> training() {
        return folds.stream().flatMap(List::stream).sorted().toList();
    }

    /** Every place outside the holdout and outside one fold, in order. */
    public List<Integer> trainingWithout(int fold) {
        return IntStream.range(0, folds.size())
                .filter(other -> other != fold)
                .boxed()
                .flatMap(other -> folds.get(other).stream())
                .sorted()
                .toList();
    }

    /** The name of each place's part, {@code holdout} or {@code fold-1} and so on; null where it is in none. */
    List<String> parts(int rows) {
        var parts = new String[rows];
        holdout.forEach(place -> parts[place] = SplitFile.HOLDOUT);
        for (int fold = 0; fold < folds.size(); fold++) {
            String name = SplitFile.FOLD + (fold + 1);
            folds.get(fold).forEach(place -> parts[place] = name);
        }
        return new ArrayList<>(Arrays.asList(parts));
    }
}
