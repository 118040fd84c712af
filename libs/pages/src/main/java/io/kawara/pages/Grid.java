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
        this(cellFor(boxes));
        for (int i = 0; i < boxes.size(); i++) {
            add(i, boxes.get(i));
        }
    }

    private Grid(double cell) {
        this.cell = cell;
    }

    /** A grid in which nothing lies yet, for boxes about as large as these. */
    static Grid empty(List<Box> boxes) {
        return new Grid(cellFor(boxes));
    }

    // As large as a box is on average: then each touches few cells, and a cell few boxes.
    private static double cellFor(List<Box> boxes) {
        return Math.max(
                1,
                boxes.stream()
                        .mapToDouble(box -> Math.max(box.width(), box.height()))
                        .average()
                        .orElse(1));
    }

    /** Puts a box where it lies; an index that lies somewhere already is found in both places. */
    void add(int index, Box box) {
        touched(box, at -> {
            var inside = cells.computeIfAbsent(at, none -> new ArrayList<>());
            if (inside.isEmpty() || inside.get(inside.size() - 1) != index) {
                inside.add(index);
            }
        });
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
