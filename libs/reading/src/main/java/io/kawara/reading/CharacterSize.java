package io.kawara.reading;

import io.kawara.pages.Box;
import java.util.List;

/** How large a page's characters usually are: the median over its boxes of the root of their area. */
public final class CharacterSize {
    /** Of fewer boxes nothing is said. */
    private static final int FEWEST = 8;

    private CharacterSize() {}

    /** Pixels, or {@code otherwise} where there are too few boxes to say. */
    public static double of(List<Box> boxes, double otherwise) {
        if (boxes.size() < FEWEST) {
            return otherwise;
        }
        var sides = boxes.stream()
                .mapToDouble(box -> Math.sqrt(box.area()))
                .sorted()
                .toArray();
        return sides[sides.length / 2];
    }
}
