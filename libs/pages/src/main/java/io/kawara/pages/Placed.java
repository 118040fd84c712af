package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A box as a reader of vertical lines sees it: lines go from top to bottom, and the first is on the right. Horizontal pages are turned, so that one way
 * of reading does for both. Pixels.
 *
 * @param index of the box on its page
 */
record Placed(int index, double left, double right, double top, double bottom) {
    /** From top to bottom, so that what comes of a page does not depend on how its boxes were listed. */
    private static final Comparator<Placed> DOWN = Comparator.comparingDouble(Placed::top)
            .thenComparingDouble(Placed::centre)
            .thenComparingDouble(box -> -box.middle())
            .thenComparingDouble(Placed::width);

    /** The boxes of a page from top to bottom. */
    static List<Placed> on(List<CharacterBox> boxes, Layout layout) {
        return IntStream.range(0, boxes.size())
                .mapToObj(i -> {
                    var box = boxes.get(i);
                    double right = (double) box.x() + box.w();
                    double bottom = (double) box.y() + box.h();
                    return layout == Layout.HORIZONTAL
                            ? new Placed(i, -bottom, -box.y(), box.x(), right)
                            : new Placed(i, box.x(), right, box.y(), bottom);
                })
                .sorted(DOWN)
                .toList();
    }

    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    double middle() {
        return (left + right) / 2;
    }

    double centre() {
        return (top + bottom) / 2;
    }

    boolean sharesColumn(Placed other) {
        return left < other.right && other.left < right;
    }

    /** The middle value, of an even number the mean of both; 0 of nothing. */
    static <T> double median(List<T> of, ToDoubleFunction<T> value) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length == 0 ? 0 : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
