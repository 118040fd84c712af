package io.kawara.trainer.recipe;

import io.kawara.serving.PageInput;
import java.util.List;

/**
 * How a page comes to a detector, in the services as here.
 *
 * @param longSide pixels of a page's longer side: a page is resized so first. Characters should come to 15 to 60 pixels
 * @param tile side of the squares that it is cut into, a multiple of 32
 * @param overlap pixels that neighbouring tiles share: more than the longest character
 * @param channels 3 (RGB) or 1 (grey)
 * @param threshold the least score of a box; with {@code --out-of-fold} the card gets the one that is best for pages that were not learnt from
 * @param suppressFrom intersection over union from which the weaker of two boxes goes
 * @param scales at which a page is looked at, shares of {@code longSide}, e.g. {@code [0.85, 1, 1.2]}
 * @param grey whether it is looked at in grey as well
 * @param character pixels that characters are to have: the root of a box's area, its median over a page. Each page is shown at that size in training, and
 *     where it serves it is looked at once more, resized by what a first look has found. Left out, {@code longSide} alone decides
 */
public record PageInputKeys(
        @Default("1280") int longSide,
        @Default("768") int tile,
        @Default("128") int overlap,
        @Default("3") int channels,
        @Default("0.3") double threshold,
        @Default("0.5") double suppressFrom,
        @Default("[1]") List<Double> scales,
        @Default("false") boolean grey,
        @Default("null") Double character) {
    public PageInputKeys {
        card(longSide, tile, overlap, channels, threshold, suppressFrom, scales, grey, character);
    }

    public PageInput card() {
        return card(longSide, tile, overlap, channels, threshold, suppressFrom, scales, grey, character);
    }

    private static PageInput card(
            int longSide,
            int tile,
            int overlap,
            int channels,
            double threshold,
            double suppressFrom,
            List<Double> scales,
            boolean grey,
            Double character) {
        return new PageInput(longSide, tile, overlap, channels, threshold, suppressFrom, scales, grey, character);
    }
}
