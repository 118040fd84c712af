package io.kawara.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Where no box is, along one direction. A place is the number of boxes before the gap, in the order of their beginnings. */
final class Gaps {
    private final List<Placed> sorted;
    private final double[] gaps;

    /**
     * @param begin of a box along the direction, in pixels
     * @param end of it
     */
    Gaps(List<Placed> boxes, ToDoubleFunction<Placed> begin, ToDoubleFunction<Placed> end) {
        sorted = boxes.stream().sorted(Comparator.comparingDouble(begin)).toList();
        gaps = new double[sorted.size()];
        double reached = Double.POSITIVE_INFINITY;
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = begin.applyAsDouble(sorted.get(i)) - reached;
            double to = end.applyAsDouble(sorted.get(i));
            reached = i == 0 ? to : Math.max(reached, to);
        }
    }

    List<Placed> sorted() {
        return sorted;
    }

    /** Pixels of white at a place; 0 and less is none. */
    double gap(int place) {
        return gaps[place];
    }

    double widest() {
        return IntStream.range(1, gaps.length).mapToDouble(i -> gaps[i]).max().orElse(0);
    }

    /** Places with any white. */
    List<Integer> places() {
        return places(Double.MIN_VALUE);
    }

    List<Integer> places(double least) {
        return IntStream.range(1, gaps.length)
                .filter(i -> gaps[i] >= least)
                .boxed()
                .toList();
    }

    List<List<Placed>> cut(List<Integer> places) {
        var parts = new ArrayList<List<Placed>>();
        int from = 0;
        for (int place : places) {
            parts.add(sorted.subList(from, place));
            from = place;
        }
        parts.add(sorted.subList(from, sorted.size()));
        return parts;
    }
}
