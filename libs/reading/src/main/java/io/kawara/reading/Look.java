package io.kawara.reading;

import io.kawara.pages.Box;
import io.kawara.pages.Suppression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found on a page in one look at it: at one size, in colour or grey. Boxes in pixels of the original page, inside of it. */
final class Look {
    private final int width;
    private final int height;
    private final double scaleX;
    private final double scaleY;
    private final List<Box> found = new ArrayList<>();

    Look(int width, int height, SizedPage sized) {
        this.width = width;
        this.height = height;
        this.scaleX = (double) width / sized.width();
        this.scaleY = (double) height / sized.height();
    }

    void add(Box box) {
        var inside = new Box(
                clipped(box.left() * scaleX, width),
                clipped(box.top() * scaleY, height),
                clipped(box.right() * scaleX, width),
                clipped(box.bottom() * scaleY, height),
                box.score());
        if (inside.width() > 0 && inside.height() > 0) { // nor is a side that is no number
            found.add(inside);
        }
    }

    private static double clipped(double at, int side) {
        return Math.max(0, Math.min(side, at));
    }

    /** The best {@code most}, without those that overlap a better one. */
    List<Box> boxes(double suppressFrom, int most) {
        var best = found.stream()
                .sorted(Comparator.comparingDouble(Box::score).reversed())
                .limit(most)
                .toList();
        return Suppression.greedy(best, suppressFrom).stream().map(best::get).toList();
    }
}
