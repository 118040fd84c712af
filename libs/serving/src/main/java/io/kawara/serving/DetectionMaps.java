package io.kawara.serving;

/**
 * What a detector says of the places of a tile, row by row: {@code [5, rows, columns]}. Of each the logit of a character's middle being there, and how many
 * pixels of the tile it is from there to the character's left, upper, right and lower side.
 *
 * <p>The place in column {@code x} and row {@code y} is at the pixels {@code ((x + 0.5) * stride, (y + 0.5) * stride)}.
 *
 * @param stride pixels between neighbouring places
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, not copied, and never compared
public record DetectionMaps(int columns, int rows, int stride, float[] values) {
    /** What all maps say of the place in the middle. */
    float[] middle() {
        int place = rows / 2 * columns + columns / 2;
        var middle = new float[Signature.MAPPED];
        for (int map = 0; map < middle.length; map++) {
            middle[map] = values[map * rows * columns + place];
        }
        return middle;
    }

    /** In [0,1]. */
    public double score(int x, int y) {
        return 1 / (1 + Math.exp(-values[y * columns + x]));
    }

    /** Pixels from a place to one of the sides: 0 is left, 1 above, 2 right, 3 below. */
    public double distance(int side, int x, int y) {
        return values[((side + 1) * rows + y) * columns + x];
    }
}
