package io.kawara.trainer.data;

import io.kawara.trainer.recipe.SplitKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Who may learn from which rows: places in a data set, each in exactly one of holdout and folds. The same rows and seed give the same split.
 *
 * <p>Groups stay whole; where stratified, each part gets its share of every label as nearly as whole groups allow.
 */
public record Split(List<Integer> holdout, List<List<Integer>> folds) {
    public Split {
        holdout = List.copyOf(holdout);
        folds = folds.stream().map(List::copyOf).toList();
    }

    public static Split of(DataSet data, SplitKeys keys) {
        double rest = 1 - keys.holdout();
        // The holdout is dealt first and by itself: with another number of folds it stays the same.
        var all = IntStream.range(0, data.size()).boxed().toList();
        var outer = deal(data, all, new double[] {rest, keys.holdout()}, keys);
        double[] equal = new double[keys.folds()];
        Arrays.fill(equal, 1.0 / keys.folds());
        var folds = deal(data, outer.get(0), equal, keys);
        if (folds.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(data.size() + " rows are too few for " + keys.folds()
                    + " folds and a holdout of " + keys.holdout());
        }
        return new Split(outer.get(1), folds);
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

    private static List<List<Integer>> deal(DataSet data, List<Integer> places, double[] shares, SplitKeys keys) {
        var groups = groups(data, places);
        Collections.shuffle(groups, new Random(keys.seed()));
        groups.sort(Comparator.comparingInt((List<Integer> group) -> -group.size())); // large ones while there is room
        int[] classes = keys.stratified() ? data.classes() : new int[data.size()];
        double[] total = new double[data.labels().size()];
        places.forEach(place -> total[classes[place]]++);
        var parts = Arrays.stream(shares)
                .mapToObj(share -> new Part(share, total, places.size()))
                .toList();
        for (List<Integer> group : groups) {
            Part best = parts.get(0);
            for (Part part : parts) {
                if (part.wants(group, classes) > best.wants(group, classes) + 1e-12) {
                    best = part;
                }
            }
            best.take(group, classes);
        }
        return parts.stream().map(Part::places).toList();
    }

    private static List<List<Integer>> groups(DataSet data, List<Integer> places) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int place : places) {
            groups.computeIfAbsent(data.rows().get(place).group(), g -> new ArrayList<>())
                    .add(place);
        }
        return new ArrayList<>(groups.values());
    }

    /** One side of the split while it is filled: how much of each label it still lacks. */
    private static final class Part {
        private final double[] lacking;
        private final List<Integer> taken = new ArrayList<>();
        private double lackingRows;

        Part(double share, double[] total, int rows) {
            lacking = Arrays.stream(total).map(count -> share * count).toArray();
            lackingRows = share * rows;
        }

        /** The lack of this group's labels counts first; that of rows at large only decides between equals. */
        double wants(List<Integer> group, int[] classes) {
            double wants = 1e-6 * lackingRows;
            for (int place : group) {
                wants += lacking[classes[place]];
            }
            return wants;
        }

        void take(List<Integer> group, int[] classes) {
            for (int place : group) {
                taken.add(place);
                lacking[classes[place]]--;
                lackingRows--;
            }
        }

        List<Integer> places() {
            return taken.stream().sorted().toList();
        }
    }
}
