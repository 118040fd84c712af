package io.kawara.reading;

import io.kawara.pages.Box;
import io.kawara.serving.DetectionMaps;
import java.util.ArrayList;
import java.util.List;

/** Where a detector's score is no lower than at any of the eight places around: there stands a character (CenterNet, Zhou et al. 2019). */
final class Peaks {
    private final DetectionMaps maps;
    private final float[] logits;

    private Peaks(DetectionMaps maps) {
        this.maps = maps;
        this.logits = maps.values();
    }

    /**
     * The boxes in pixels of the page at the model's size, each taken only where this tile owns its place.
     *
     * @param threshold the least score, in (0,1)
     */
    static List<Box> in(DetectionMaps maps, Span columns, Span rows, double threshold) {
        var peaks = new Peaks(maps);
        var found = new ArrayList<Box>();
        double least = Math.log(threshold / (1 - threshold));
        for (int y = 0; y < maps.rows(); y++) {
            double middleY = rows.from() + (y + 0.5) * maps.stride();
            if (!rows.owns(middleY)) {
                continue;
            }
            for (int x = 0; x < maps.columns(); x++) {
                double middleX = columns.from() + (x + 0.5) * maps.stride();
                if (peaks.logit(x, y) >= least && columns.owns(middleX) && peaks.isPeak(x, y)) {
                    found.add(new Box(
                            middleX - maps.distance(0, x, y),
                            middleY - maps.distance(1, x, y),
                            middleX + maps.distance(2, x, y),
                            middleY + maps.distance(3, x, y),
                            maps.score(x, y)));
                }
            }
        }
        return found;
    }

    private float logit(int x, int y) {
        return logits[y * maps.columns() + x];
    }

    /** Of equal places side by side only the first is one. */
    private boolean isPeak(int x, int y) {
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int otherX = x + dx;
                int otherY = y + dy;
                if ((dx == 0 && dy == 0)
                        || otherX < 0
                        || otherY < 0
                        || otherX >= maps.columns()
                        || otherY >= maps.rows()) {
                    continue;
                }
                float other = logit(otherX, otherY);
                boolean before = dy < 0 || (dy == 0 && dx < 0);
                if (other > logit(x, y) || (before && other == logit(x, y))) {
                    return false;
                }
            }
        }
        return true;
    }
}
