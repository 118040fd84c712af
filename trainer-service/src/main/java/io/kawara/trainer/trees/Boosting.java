package io.kawara.trainer.trees;

import java.util.ArrayList;
import java.util.List;

/** Grows trees on all folds but one, for each fold and by each library. */
final class Boosting {
    /**
     * What was grown.
     *
     * @param forests of every fold and library: their mean is the model
     * @param outOfFold of each example the mean probability by the forests that did not learn from it, in [0,1]. That fold said when to stop, so it is a
     *     little too good
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Boosted(List<Forest> forests, double[] outOfFold) {}

    static Boosted train(Examples examples, List<Library> libraries, int folds) {
        if (examples.size() == 0) {
            throw new IllegalArgumentException("there is not one box to learn from");
        }
        var forests = new ArrayList<Forest>();
        var sums = new double[examples.size()];
        for (int fold = 0; fold < folds; fold++) {
            var learnt = examples.without(fold);
            var held = examples.fold(fold);
            if (held.size() == 0 || learnt.size() == 0) {
                continue; // pages without any box
            }
            for (Library library : libraries) {
                var forest = library.train(learnt, held, Library.Watch.PATIENT);
                forests.add(forest);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += examples.folds()[i] == fold ? forest.probability(examples.rows()[i]) : 0;
                }
            }
        }
        if (forests.isEmpty()) {
            throw new IllegalArgumentException("the boxes are all in one fold: give pages of more groups");
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= libraries.size();
        }
        return new Boosted(forests, sums);
    }

    /** How well probabilities tell true rows from others: the mean logarithm of what they gave to what is right, and the share that is right. */
    record Quality(double logLoss, double accuracy) {
        static Quality of(double[] probabilities, boolean[] truths) {
            double loss = 0;
            int right = 0;
            for (int i = 0; i < truths.length; i++) {
                double given = truths[i] ? probabilities[i] : 1 - probabilities[i];
                loss -= Math.log(Math.max(1e-15, given));
                right += given > 0.5 ? 1 : 0;
            }
            return new Quality(loss / truths.length, (double) right / truths.length);
        }
    }

    private Boosting() {}
}
