package io.kawara.trainer.recipe;

import java.util.List;

/**
 * The parts of pages that a classifier of boxes is shown in training: cut out of the original, so that small characters lose nothing before they are scaled.
 *
 * @param width pixels that a crop is brought to, from a part of the page of the same shape
 * @param height likewise
 * @param from how high a crop is at least and at most, in pixels of a page whose longer side has 3072
 * @param visible the share of a box's area that must lie in the crop
 * @param each parts of a page that an epoch shows
 * @param eachAlso the same of the pages in {@code boxes.also}
 * @param boxes how many boxes of all crops of a batch are learnt at most, drawn by chance from each crop in proportion
 * @param multiple fewer are cut to a multiple of this, which spares a graphics card the trouble of shapes that always differ; 1 for not at all
 */
public record RegionCropKeys(
        @Default("512") int width,
        @Default("768") int height,
        @Default("[653, 1213]") List<Integer> from,
        @Default("0.99") double visible,
        @Default("6") int each,
        @Default("6") int eachAlso,
        @Default("256") int boxes,
        @Default("32") int multiple) {
    /** The longer side of a page in whose pixels {@code from} is given. */
    public static final int PAGE = 3072;

    private static final int LEAST = 32;

    public RegionCropKeys {
        if (width < LEAST || height < LEAST) {
            throw new IllegalArgumentException("'crops.width' and 'crops.height' are at least 32");
        }
        if (from.size() != 2 || from.get(0) < LEAST || from.get(1) < from.get(0) || from.get(1) > PAGE) {
            throw new IllegalArgumentException(
                    "'crops.from' is two heights from 32 to 3072, the smaller first: " + from);
        }
        if (!(visible > 0 && visible <= 1) || each < 1 || eachAlso < 1 || boxes < 2 || multiple < 1) {
            throw new IllegalArgumentException(
                    "'crops.visible' is in (0,1], 'crops.each', 'crops.eachAlso' and 'crops.multiple' at least 1,"
                            + " 'crops.boxes' at least 2");
        }
    }
}
