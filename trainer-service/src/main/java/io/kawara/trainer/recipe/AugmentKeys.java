package io.kawara.trainer.recipe;

/**
 * How training rows are changed, drawn anew for each row and epoch.
 *
 * @param flip how often a picture is mirrored, in [0,1]
 * @param crop the smallest share of the area that is cut out and enlarged, 1 for the whole picture
 * @param stretch by how much the crop's sides may differ in scale, e.g. 1.2; 1 for not at all
 * @param rotate up to how many degrees, to either side
 * @param shift by up to which share of a side
 * @param brightness up to which share of the full range is added or taken away
 * @param contrast up to which share the distances from the mean grow or shrink
 * @param saturation up to which share the distances from grey grow or shrink
 * @param cutout a square of up to this share of a side is painted grey, in every other picture (DeVries and Taylor, 2017)
 * @param dropTokens text: the share of tokens that is left out
 */
public record AugmentKeys(
        @Default("0") double flip,
        @Default("1") double crop,
        @Default("1") double stretch,
        @Default("0") double rotate,
        @Default("0") double shift,
        @Default("0") double brightness,
        @Default("0") double contrast,
        @Default("0") double saturation,
        @Default("0") double cutout,
        @Default("0") double dropTokens) {
    public AugmentKeys {
        if (!(crop > 0 && crop <= 1) || !(stretch >= 1)) {
            throw new IllegalArgumentException("'augment.crop' is in (0,1], 'augment.stretch' at least 1");
        }
        for (double share : new double[] {flip, shift, brightness, contrast, saturation, cutout, dropTokens}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share in 'augment' is from 0 to 1, not " + share);
            }
        }
    }

    /** Rows as they are. */
    public static AugmentKeys none() {
        return new AugmentKeys(0, 1, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Whether pictures are changed at all. */
    public boolean changesPictures() {
        return flip > 0
                || crop < 1
                || stretch > 1
                || rotate > 0
                || shift > 0
                || brightness > 0
                || contrast > 0
                || saturation > 0
                || cutout > 0;
    }
}
