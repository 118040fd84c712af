package io.kawara.trainer.run;

import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.Row;
import io.kawara.trainer.data.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which rows have a label that was learnt from often enough to be known: of a few pages with hundreds of characters, most errors are at characters that
 * stand on no other page. Only labelled rows count, neither {@code data.also} nor {@code data.pseudo}.
 */
final class Familiarity {
    /** From how many rows on a label is known. */
    static final int OFTEN = 5;

    private final DataSet data;
    private final Split split;

    Familiarity(DataSet data, Split split) {
        this.data = data;
        this.split = split;
    }

    /** Places among the training rows of those whose label {@value #OFTEN} rows of other folds have. */
    List<Integer> outOfFold() {
        var training = split.training();
        var known = new HashMap<Integer, Boolean>();
        for (int fold = 0; fold < split.folds().size(); fold++) {
            var learnt = counts(split.trainingWithout(fold));
            for (int place : split.folds().get(fold)) {
                known.put(place, isKnown(data.rows().get(place), learnt));
            }
        }
        return IntStream.range(0, training.size())
                .filter(i -> known.get(training.get(i)))
                .boxed()
                .toList();
    }

    /** Places among the rows that are kept back of those whose label {@value #OFTEN} training rows have. */
    List<Integer> holdout() {
        var learnt = counts(split.training());
        var holdout = split.holdout();
        return IntStream.range(0, holdout.size())
                .filter(i -> isKnown(data.rows().get(holdout.get(i)), learnt))
                .boxed()
                .toList();
    }

    private Map<String, Integer> counts(List<Integer> places) {
        var counts = new HashMap<String, Integer>();
        places.forEach(place -> counts.merge(data.rows().get(place).label(), 1, Integer::sum));
        return counts;
    }

    private static boolean isKnown(Row row, Map<String, Integer> learnt) {
        return learnt.getOrDefault(row.label(), 0) >= OFTEN;
    }
}
