package io.kawara.pages;

import java.util.List;

/**
 * How much of another box one covers at most, in [0,1]: unlike intersection over union it tells a small box within a large one from two that are alike.
 * Sides count as pixels that belong to a box, so a box from 0 to 10 is 11 wide.
 */
final class Overlap {
    static double[] greatest(List<Box> boxes) {
        var grid = new Grid(boxes);
        var greatest = new double[boxes.size()];
        for (int i = 0; i < greatest.length; i++) {
            int index = i;
            var box = boxes.get(i);
            var touching = new Box(box.left() - 1, box.top() - 1, box.right() + 1, box.bottom() + 1, box.score());
            greatest[i] = grid.near(touching)
                    .filter(other -> other != index)
                    .mapToDouble(other -> share(box, boxes.get(other)))
                    .max()
                    .orElse(0);
        }
        return greatest;
    }

    private static double share(Box box, Box other) {
        double wide = Math.min(box.right(), other.right()) - Math.max(box.left(), other.left()) + 1;
        double high = Math.min(box.bottom(), other.bottom()) - Math.max(box.top(), other.top()) + 1;
        return wide > 0 && high > 0 ? wide * high / ((other.width() + 1) * (other.height() + 1)) : 0;
    }

    private Overlap() {}
}
