package io.kawara.reading;

import io.kawara.serving.PageInput;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the stretches into which a side of a page is cut, in pixels.
 *
 * @param from where it begins, a multiple of {@link PageInput#STRIDE}
 * @param length a multiple of {@link PageInput#STRIDE}; the last one may reach beyond the page
 * @param ownFrom what no other stretch answers for begins here...
 * @param ownTo ...and ends before here
 */
record Span(int from, int length, int ownFrom, int ownTo) {
    /**
     * Equal stretches that cover a side, evenly spread, each sharing at least {@code overlap} with the next as far as steps of {@link PageInput#STRIDE}
     * go; a side that one stretch covers is one, no longer than it must be.
     */
    static List<Span> over(int side, int tile, int overlap) {
        int whole = up(side);
        if (whole <= tile) {
            return List.of(new Span(0, whole, 0, whole));
        }
        int step = Math.max(PageInput.STRIDE, down(tile - overlap));
        int gaps = (whole - tile + step - 1) / step;
        var spans = new ArrayList<Span>();
        for (int i = 0; i <= gaps; i++) {
            int from = start(i, gaps, whole - tile);
            // The middle of what two share: there both see equally far around.
            int ownFrom = i == 0 ? 0 : (from + start(i - 1, gaps, whole - tile) + tile) / 2;
            int ownTo = i == gaps ? whole : (start(i + 1, gaps, whole - tile) + from + tile) / 2;
            spans.add(new Span(from, tile, ownFrom, ownTo));
        }
        return spans;
    }

    private static int start(int number, int gaps, int last) {
        return down((int) ((long) last * number / gaps));
    }

    boolean owns(double at) {
        return at >= ownFrom && at < ownTo;
    }

    private static int down(int pixels) {
        return pixels / PageInput.STRIDE * PageInput.STRIDE;
    }

    private static int up(int pixels) {
        return down(pixels + PageInput.STRIDE - 1);
    }
}
