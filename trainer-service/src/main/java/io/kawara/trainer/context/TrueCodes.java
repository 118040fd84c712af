package io.kawara.trainer.context;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.pages.Box;
import io.kawara.pages.Grid;
import java.util.List;

/** Which character a box on a page holds: that of the true box which it overlaps most, by half and more (as lopuhin's classifier learnt, 2019). */
public final class TrueCodes {
    private static final double LEAST = 0.5;

    private final List<CharacterBox> truth;
    private final List<Box> boxes;
    private final Grid grid;

    public TrueCodes(List<CharacterBox> truth) {
        this.truth = List.copyOf(truth);
        boxes = truth.stream().map(Box::of).toList();
        grid = new Grid(boxes);
    }

    /** The code, or {@link PageRules#FALSE_POSITIVE}; of equal overlaps the first. Two boxes may hold the same character. */
    public String of(Box box) {
        double most = 0;
        int best = -1;
        for (int i : grid.near(box).sorted().toArray()) {
            double iou = iou(box, boxes.get(i));
            if (iou > most) {
                most = iou;
                best = i;
            }
        }
        return most >= LEAST ? truth.get(best).code() : PageRules.FALSE_POSITIVE;
    }

    /** Intersection over union with the pixel that the right and lower side count there: sides are the last pixels, and a box of one pixel has the area 1. */
    static double iou(Box a, Box b) {
        double wide = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left()) + 1;
        double high = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top()) + 1;
        if (wide <= 0 || high <= 0) {
            return 0;
        }
        double both = wide * high;
        return both / (area(a) + area(b) - both);
    }

    private static double area(Box box) {
        return (box.width() + 1) * (box.height() + 1);
    }
}
