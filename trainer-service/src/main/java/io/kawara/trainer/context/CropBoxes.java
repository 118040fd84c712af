package io.kawara.trainer.context;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Box;
import io.kawara.trainer.recipe.FalseBoxKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The boxes that are learnt in a crop of a page, in pixels of that page, with their codes.
 *
 * <p>Where a detector was asked its boxes are; else true ones, jittered, and some thrown at random: between two characters, over parts of several, beside all.
 */
final class CropBoxes {
    private final TrueCodes codes;
    private final LearntPage page;
    private final FalseBoxKeys made;
    private final double visible;

    /** A box and what it holds. */
    record Labelled(Box box, String code) {}

    CropBoxes(LearntPage page, FalseBoxKeys made, double visible) {
        codes = new TrueCodes(page.truth().characters());
        this.page = page;
        this.made = made;
        this.visible = visible;
    }

    /** @param crop the part of the page that is shown */
    List<Labelled> in(Box crop, SplittableRandom random) {
        var boxes = new ArrayList<Labelled>();
        for (var character : page.boxes()) {
            var box = Box.of(character);
            if (box.intersection(crop) >= visible * box.area()) {
                boxes.add(labelled(page.found().isPresent() ? box : jittered(box, crop, random)));
            }
        }
        if (page.found().isEmpty()) {
            int drawn = count(boxes.size() * made.share(), random);
            for (int i = 0; i < drawn; i++) {
                boxes.add(labelled(thrown(crop, random)));
            }
        }
        return boxes;
    }

    private Labelled labelled(Box box) {
        return new Labelled(box, codes.of(box));
    }

    /** A whole number whose mean is {@code expected}. */
    private static int count(double expected, SplittableRandom random) {
        int whole = (int) expected;
        return whole + (random.nextDouble() < expected - whole ? 1 : 0);
    }

    private Box jittered(Box box, Box crop, SplittableRandom random) {
        double across = made.jitter() * box.width();
        double down = made.jitter() * box.height();
        double left = box.left() + across * sign(random);
        double top = box.top() + down * sign(random);
        double right = box.right() + across * sign(random);
        double bottom = box.bottom() + down * sign(random);
        return new Box(
                Math.max(crop.left(), left),
                Math.max(crop.top(), top),
                Math.min(crop.right(), right),
                Math.min(crop.bottom(), bottom),
                1);
    }

    /** From -1 to 1. */
    private static double sign(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }

    /** As large as one of the page's characters, or as the crop. */
    private Box thrown(Box crop, SplittableRandom random) {
        List<CharacterBox> truth = page.truth().characters();
        var like = truth.get(random.nextInt(truth.size()));
        double width = Math.min(crop.width(), like.w());
        double height = Math.min(crop.height(), like.h());
        double left = crop.left() + random.nextDouble() * (crop.width() - width);
        double top = crop.top() + random.nextDouble() * (crop.height() - height);
        return new Box(left, top, left + width, top + height, 1);
    }
}
