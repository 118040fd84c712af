package io.kawara.pages;

import java.util.Arrays;
import java.util.List;

/** For each box the next below it: of those that begin below its beginning, lie lower and share some of its width, the topmost. */
final class Neighbours {
    private final Placed[] below;
    private final double[] gaps;

    /** @param boxes all of a page, from top to bottom */
    Neighbours(List<Placed> boxes) {
        below = new Placed[boxes.size()];
        gaps = new double[boxes.size()];
        Arrays.fill(gaps, Double.POSITIVE_INFINITY);
        for (int i = 0; i < boxes.size(); i++) {
            Placed box = boxes.get(i);
            for (int j = i + 1; j < boxes.size() && below[box.index()] == null; j++) {
                Placed next = boxes.get(j);
                if (next.centre() > box.centre() && next.sharesColumn(box)) {
                    below[box.index()] = next;
                    gaps[box.index()] = next.top() - box.bottom();
                }
            }
        }
    }

    /** Null at the foot of the page. */
    Placed below(Placed box) {
        return below[box.index()];
    }

    /** Pixels between a box and the next below it, negative where they overlap. */
    double gap(Placed box) {
        return gaps[box.index()];
    }

    /** As {@link #gap}, by index; infinite at the foot of the page. */
    double[] gaps() {
        return gaps.clone();
    }
}
