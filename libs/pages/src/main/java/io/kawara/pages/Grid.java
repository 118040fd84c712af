package io.kawara.pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Boxes by the cells that they touch, so that what is near a box is found without looking at all of a page's thousands. */
public final class Grid {
    private final double cell;
    private final Map<Long, List<Integer>> cells = new HashMap<>();

    public Grid(List<Box> boxes) {
        // As large as a box is on average: then each touches few cells, and a cell few boxes.
        cell = Math.max(
                1,
                boxes.stream()
                        .mapToDouble(box -> Math.max(box.width(), box.height()))
                        .average()
                        .orElse(1));
        for (int i = 0; i < boxes.size(); i++) {
            int index = i;
            touched(
                    boxes.get(i),
                    at -> cells.computeIfAbsent(at, none -> new ArrayList<>()).add(index));
        }
    }

    /** The indices of all boxes that might share some area with this one, each once. */
    public IntStream near(Box box) {
        var near = new ArrayList<Integer>();
        touched(box, at -> near.addAll(cells.getOrDefault(at, List.of())));
        return near.stream().mapToInt(Integer::intValue).distinct();
    }

    private void touched(Box box, LongConsumer visit) {
        for (long row = (long) Math.floor(box.top() / cell); row <= Math.floor(box.bottom() / cell); row++) {
            for (long column = (long) Math.floor(box.left() / cell);
                    column <= Math.floor(box.right() / cell);
                    column++) {
                visit.accept((row << 32) ^ (column & 0xffffffffL));
            }
        }
    }
}
