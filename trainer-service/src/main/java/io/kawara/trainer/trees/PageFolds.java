package io.kawara.trainer.trees;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Deals pages to folds, whole groups at a time, so that each fold has about as many boxes. */
final class PageFolds {
    /** The fold of each page, from 0. */
    static int[] of(List<LabelledPage> pages, int folds) {
        Map<String, Integer> boxes = new HashMap<>();
        pages.forEach(page ->
                boxes.merge(page.group(), 1 + page.readers().get(0).characters().size(), Integer::sum));
        if (boxes.size() < 2) {
            throw new IllegalArgumentException(
                    "trees are judged by pages that they did not learn from: give pages of at least two groups");
        }
        var filled = new int[Math.min(folds, boxes.size())];
        Map<String, Integer> dealt = new HashMap<>();
        boxes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(group -> {
                    int least = 0;
                    for (int fold = 1; fold < filled.length; fold++) {
                        least = filled[fold] < filled[least] ? fold : least;
                    }
                    filled[least] += group.getValue();
                    dealt.put(group.getKey(), least);
                });
        return pages.stream().mapToInt(page -> dealt.get(page.group())).toArray();
    }

    private PageFolds() {}
}
