package io.kawara.trainer.data;

import io.kawara.trainer.recipe.SplitKeys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Parts that are whole groups: a book that is kept back, a fold for each of others. */
final class GroupParts {
    private static final int TENTH = 10;

    private final DataSet data;
    private final SplitKeys keys;
    private final Set<Integer> repeated = new HashSet<>();

    GroupParts(DataSet data, SplitKeys keys, Contents contents) {
        this.data = data;
        this.keys = keys;
        contents.repeated().forEach(repeated::addAll);
    }

    /** Places to learn from, and places that are kept back. */
    List<List<Integer>> sides() {
        requireKnown(keys.holdoutGroups(), "split.holdoutGroups");
        var held = new HashSet<>(keys.holdoutGroups());
        var rest = new ArrayList<Integer>();
        var holdout = new ArrayList<Integer>();
        IntStream.range(0, data.size()).forEach(place -> (held.contains(group(place)) ? holdout : rest).add(place));
        if (keys.borrow() > 0) {
            borrow(rest, holdout);
        }
        return List.of(sorted(rest), sorted(holdout));
    }

    /** A fold for each list of groups, or for each group. */
    List<List<Integer>> folds(List<Integer> places) {
        var lists = keys.foldGroups().isEmpty() ? eachGroup(places) : keys.foldGroups();
        Map<String, Integer> foldOf = new LinkedHashMap<>();
        for (int fold = 0; fold < lists.size(); fold++) {
            requireKnown(lists.get(fold), "split.foldGroups");
            for (String group : lists.get(fold)) {
                if (foldOf.put(group, fold) != null || keys.holdoutGroups().contains(group)) {
                    throw new IllegalArgumentException("'split' names group " + group + " for two parts");
                }
            }
        }
        var folds = new ArrayList<List<Integer>>();
        lists.forEach(list -> folds.add(new ArrayList<>()));
        int borrowed = 0;
        for (int place : places) {
            Integer fold = foldOf.get(group(place));
            if (fold == null && !keys.holdoutGroups().contains(group(place))) {
                throw new IllegalArgumentException(
                        "group " + group(place) + " is in no fold: 'split.foldGroups' does not name it");
            }
            folds.get(fold == null ? borrowed++ % folds.size() : fold).add(place);
        }
        return folds;
    }

    private List<List<String>> eachGroup(List<Integer> places) {
        return places.stream()
                .map(this::group)
                .filter(group -> !keys.holdoutGroups().contains(group))
                .distinct()
                .sorted()
                .map(List::of)
                .toList();
    }

    /**
     * Lets no label stand on one side alone if that can be helped: a tenth of its rows, but no more than the recipe says, move over. To be known at all
     * a label needs a row to learn from, so at least one moves there.
     */
    private void borrow(List<Integer> rest, List<Integer> holdout) {
        if (data.multiLabel()) {
            throw new IllegalArgumentException("'split.borrow' is for tasks of one label each");
        }
        var random = new Random(keys.seed());
        for (String label : data.labels()) {
            var learnt = of(label, rest);
            var held = of(label, holdout);
            if (held.isEmpty()) {
                move(learnt, Math.min(keys.borrow(), learnt.size() / TENTH), rest, holdout, random);
            } else if (learnt.isEmpty()) {
                move(held, Math.max(1, Math.min(keys.borrow(), held.size() / TENTH)), holdout, rest, random);
            }
        }
    }

    private List<Integer> of(String label, List<Integer> places) {
        return places.stream()
                .filter(place -> data.rows().get(place).label().equals(label))
                .toList();
    }

    /** A row that is there twice stays where it is: its double would be on the other side. */
    private void move(List<Integer> rows, int count, List<Integer> from, List<Integer> to, Random random) {
        var single = new ArrayList<>(rows);
        single.removeIf(repeated::contains);
        Collections.shuffle(single, random);
        var moved = single.subList(0, Math.min(count, single.size()));
        Set<Integer> gone = new HashSet<>(moved);
        to.addAll(moved);
        from.removeIf(gone::contains);
    }

    private void requireKnown(List<String> groups, String key) {
        var known = data.rows().stream().map(Row::group).distinct().sorted().toList();
        for (String group : groups) {
            if (!known.contains(group)) {
                throw new IllegalArgumentException(
                        "'" + key + "' names group " + group + ", which no row has: there are "
                                + (known.size() > 20 ? known.subList(0, 20) + " and others" : known)
                                + " ('data.group')");
            }
        }
    }

    private String group(int place) {
        return data.rows().get(place).group();
    }

    private static List<Integer> sorted(List<Integer> places) {
        return places.stream().sorted().toList();
    }
}
