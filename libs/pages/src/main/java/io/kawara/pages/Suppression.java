package io.kawara.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of boxes that overlap stay: by falling score, each that overlaps none of those that stay already (greedy non-maximum suppression). Equal scores go
 * by the order given.
 */
public final class Suppression {
    /**
     * The indices of the boxes that stay, by falling score.
     *
     * @param from intersection over union from which of two boxes one goes
     */
    public static List<Integer> greedy(List<Box> boxes, double from) {
        var grid = new Grid(boxes);
        var kept = new ArrayList<Integer>();
        var stays = new boolean[boxes.size()];
        IntStream.range(0, boxes.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> boxes.get(i).score())
                        .reversed())
                .forEach(i -> {
                    var box = boxes.get(i);
                    if (grid.near(box).noneMatch(other -> stays[other] && box.iou(boxes.get(other)) >= from)) {
                        stays[i] = true;
                        kept.add(i);
                    }
                });
        return kept;
    }

    private Suppression() {}
}
