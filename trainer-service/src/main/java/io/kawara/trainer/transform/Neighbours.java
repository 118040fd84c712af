package io.kawara.trainer.transform;

/** Changes of a pixel that depend on the eight around it. */
final class Neighbours {
    /** What PIL's filter SMOOTH sums up to: 1 for each neighbour, 5 for the pixel itself. */
    private static final int WEIGHTS = 13;

    /** Away from the smoothed picture: 0 is that one, 1 the picture itself, above 1 is sharper. The outermost pixels stay. */
    static Raster sharpened(Raster picture, double factor) {
        int channels = picture.channels();
        int row = picture.width() * channels;
        byte[] pixels = picture.pixels();
        byte[] sharpened = pixels.clone();
        for (int y = 1; y < picture.height() - 1; y++) {
            for (int at = y * row + channels; at < (y + 1) * row - channels; at++) {
                int sum = 4 * (pixels[at] & 255);
                for (int from = at - row; from <= at + row; from += row) {
                    sum += (pixels[from - channels] & 255) + (pixels[from] & 255) + (pixels[from + channels] & 255);
                }
                double smooth = (double) sum / WEIGHTS;
                double value = smooth + factor * ((pixels[at] & 255) - smooth);
                sharpened[at] = (byte) (int) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return picture.with(sharpened);
    }

    private Neighbours() {}
}
