package io.kawara.trainer.detect;

import io.kawara.pages.Box;
import io.kawara.pages.Page;
import io.kawara.reading.CharacterSize;
import io.kawara.serving.PageInput;

/**
 * At which size a page is shown, before any augmentation.
 *
 * @param pixels that one of the image becomes; not finite where it is the image's longer side that decides
 */
record PageScale(int longSide, double pixels) {
    /** As a page comes to the detector: its characters as large as the card says, else its longer side. */
    static PageScale of(Page page, PageInput input) {
        var boxes = page.characters().stream().map(Box::of).toList();
        return new PageScale(
                input.longSide(),
                input.character() == null
                        ? Double.NaN
                        : input.character() / CharacterSize.of(boxes, Double.NaN)); // few boxes say nothing
    }

    /** Pixels that one of an image of this size becomes. */
    double of(int width, int height) {
        return Double.isFinite(pixels) ? pixels : (double) longSide / Math.max(width, height);
    }
}
