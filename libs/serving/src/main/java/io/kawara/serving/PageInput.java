package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How a page comes to a detector, and which of its boxes count.
 *
 * @param longSide pixels of a page's longer side: a page is resized so before it is cut into tiles
 * @param tile side of the square that the graph sees at once, in pixels, a multiple of 32
 * @param overlap pixels that neighbouring tiles share: more than the longest character, so that each is whole in one of them
 * @param channels 3 (RGB) or 1 (grey)
 * @param threshold the least score of a box, in (0,1)
 * @param suppressFrom intersection over union from which the weaker of two boxes goes, in (0,1]
 * @param scales at which a page is looked at, shares of {@code longSide}; once, as it is, where left out
 * @param grey whether it is looked at in grey as well, at each scale
 * @param character pixels that a page's characters are to have on the usual side (the root of a box's area, its median): after a first look the page is
 *     resized so and looked at again; null for {@code longSide} alone
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PageInput(
        int longSide,
        int tile,
        int overlap,
        int channels,
        double threshold,
        double suppressFrom,
        List<Double> scales,
        boolean grey,
        Double character) {
    /** What every side of a tile is a multiple of, the coarsest step of a detector's features. */
    public static final int STRIDE = 32;

    public PageInput {
        scales = scales == null || scales.isEmpty() ? List.of(1.0) : List.copyOf(scales);
        if (longSide < STRIDE || longSide > 1 << 14) {
            throw new IllegalArgumentException("a page's longer side is 32 to 16384 pixels: " + longSide);
        }
        if (tile < STRIDE || tile > 1 << 12 || tile % STRIDE != 0) {
            throw new IllegalArgumentException("a tile is a multiple of 32 pixels up to 4096: " + tile);
        }
        if (overlap < 0 || overlap >= tile) {
            throw new IllegalArgumentException("tiles of " + tile + " pixels cannot share " + overlap);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("a page has 1 channel (grey) or 3 (RGB): " + channels);
        }
        if (!(threshold > 0 && threshold < 1) || !(suppressFrom > 0 && suppressFrom <= 1)) {
            throw new IllegalArgumentException(
                    "a box counts from a score in (0,1), and is one with another from an overlap in (0,1]: " + threshold
                            + ", " + suppressFrom);
        }
        if (scales.stream().anyMatch(scale -> !(scale >= 0.1 && scale <= 10))) {
            throw new IllegalArgumentException("a page is looked at from a tenth to ten times its size: " + scales);
        }
        if (character != null && !(character >= 4 && character <= 1000)) {
            throw new IllegalArgumentException("a character has 4 to 1000 pixels: " + character);
        }
    }

    /** The same with another least score. */
    public PageInput withThreshold(double least) {
        return new PageInput(longSide, tile, overlap, channels, least, suppressFrom, scales, grey, character);
    }
}
