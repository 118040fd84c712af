package io.kawara.trainer.data;

import io.kawara.trainer.recipe.SplitKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Deals rows to holdout and folds by shares, or by the groups that are named for them. */
final class Dealing {
    private final DataSet data;
    private final SplitKeys keys;
    private final Contents contents;
    private final int[][] labels;

    Dealing(DataSet data, SplitKeys keys, Contents contents) {
        this.data = data;
        this.keys = keys;
        this.contents = contents;
        var place = data.places();
        labels = data.rows().stream()
                .map(row -> keys.stratified()
                        ? row.labels().stream().mapToInt(place::get).toArray()
                        : new int[] {0})
                .toArray(int[][]::new);
    }

    Split split() {
        var all = IntStream.range(0, data.size()).boxed().toList();
        // The holdout is dealt first and by itself: with other folds it stays the same.
        var sides = keys.holdoutGroups().isEmpty()
                ? deal(all, new double[] {1 - keys.holdout(), keys.holdout()})
                : new GroupParts(data, keys, contents).sides();
        if (keys.foldBy() == SplitKeys.FoldBy.GROUP || !keys.foldGroups().isEmpty()) {
            return new Split(sides.get(1), new GroupParts(data, keys, contents).folds(sides.get(0)));
        }
        double[] equal = new double[keys.folds()];
        Arrays.fill(equal, 1.0 / keys.folds());
        return new Split(sides.get(1), deal(sides.get(0), equal));
    }

    private List<List<Integer>> deal(List<Integer> places, double[] shares) {
        double[] total = new double[data.labels().size()];
        for (int place : places) {
            for (int label : labels[place]) {
                total[label]++;
            }
        }
        var parts = Arrays.stream(shares)
                .mapToObj(share -> new Part(share, total, places.size()))
                .toList();
        var groups = groups(places);
        var dealt = new ArrayList<Part>();
        for (List<Integer> group : groups) {
            Part best = parts.get(0);
            for (Part part : parts) {
                if (part.wants(group) > best.wants(group) + 1e-12) {
                    best = part;
                }
            }
            best.count(group);
            dealt.add(best);
        }
        var together = keys.duplicates() == SplitKeys.Duplicates.TOGETHER ? together(groups, dealt) : dealt;
        IntStream.range(0, groups.size())
                .forEach(group -> together.get(group).taken.addAll(groups.get(group)));
        return parts.stream().map(Part::places).toList();
    }

    /** The groups in the order they are dealt: the largest while there is room, else by chance. */
    private List<List<Integer>> groups(List<Integer> places) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int place : places) {
            groups.computeIfAbsent(data.rows().get(place).group(), g -> new ArrayList<>())
                    .add(place);
        }
        var shuffled = new ArrayList<>(groups.values());
        Collections.shuffle(shuffled, new Random(keys.seed()));
        shuffled.sort(Comparator.comparingInt((List<Integer> group) -> -group.size()));
        return shuffled;
    }

    /**
     * Puts groups that hold the same item where one of them was dealt, drawn by chance. They are dealt apart before that: so a repeated row does not
     * deal all others anew, and parts keep their shares.
     */
    private List<Part> together(List<List<Integer>> groups, List<Part> dealt) {
        int[] leader = IntStream.range(0, groups.size()).toArray();
        Map<String, Integer> holder = new HashMap<>();
        for (int group = 0; group < leader.length; group++) {
            for (int place : groups.get(group)) {
                Integer other = holder.putIfAbsent(contents.rows().get(place), group);
                if (other != null) {
                    leader[leader(leader, group)] = leader(leader, other);
                }
            }
        }
        Map<Integer, List<Part>> choices = new HashMap<>();
        for (int group = 0; group < leader.length; group++) {
            choices.computeIfAbsent(leader(leader, group), l -> new ArrayList<>())
                    .add(dealt.get(group));
        }
        return IntStream.range(0, leader.length)
                .mapToObj(group -> {
                    int led = leader(leader, group);
                    var parts = choices.get(led);
                    return parts.get(new SplittableRandom(keys.seed() ^ led).nextInt(parts.size()));
                })
                .toList();
    }

    private static int leader(int[] leader, int group) {
        int found = group;
        while (leader[found] != found) {
            leader[found] = leader[leader[found]];
            found = leader[found];
        }
        return found;
    }

    /** One side of the split while it is filled: how much of each label it still lacks. */
    private final class Part {
        private final double[] lacking;
        private final List<Integer> taken = new ArrayList<>();
        private double lackingRows;

        Part(double share, double[] total, int rows) {
            lacking = Arrays.stream(total).map(count -> share * count).toArray();
            lackingRows = share * rows;
        }

        /** The lack of this group's labels counts first; that of rows at large only decides between equals. */
        double wants(List<Integer> group) {
            double wants = 1e-6 * lackingRows;
            for (int place : group) {
                for (int label : labels[place]) {
                    wants += lacking[label];
                }
            }
            return wants;
        }

        /** Notes that a group was dealt here. */
        void count(List<Integer> group) {
            for (int place : group) {
                lackingRows--;
                for (int label : labels[place]) {
                    lacking[label]--;
                }
            }
        }

        List<Integer> places() {
            return taken.stream().sorted().toList();
        }
    }
}
