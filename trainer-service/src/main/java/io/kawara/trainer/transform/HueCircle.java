package io.kawara.trainer.transform;

/** Hue, saturation and value of each pixel moved, by way of its largest and smallest channel, without leaving whole levels for longer than a pixel. */
final class HueCircle {
    /**
     * A picture with its colours moved; a grey one has only values.
     *
     * @param turn of the hue, in whole turns
     * @param saturation added, of 1
     * @param value added, of 1
     */
    static Raster moved(Raster picture, double turn, double saturation, double value) {
        if (picture.isGrey()) {
            return value == 0 ? picture : Levels.mapped(picture, v -> v + 255 * value);
        }
        float sixths = (float) (6 * (turn - Math.floor(turn)));
        byte[] pixels = picture.pixels();
        var moved = new byte[pixels.length];
        for (int at = 0; at < moved.length; at += 3) {
            int red = pixels[at] & 255;
            int green = pixels[at + 1] & 255;
            int blue = pixels[at + 2] & 255;
            int most = Math.max(red, Math.max(green, blue));
            int least = Math.min(red, Math.min(green, blue));
            int range = most - least;
            float hue = sixths + hue(red, green, blue, most, range);
            float top = value == 0 ? most : clipped((float) (most + 255 * value), 255);
            float share = most == 0 ? 0 : (float) range / most;
            float spread = top * (saturation == 0 ? share : clipped((float) (share + saturation), 1));
            write(hue >= 6 ? hue - 6 : hue, top, spread, moved, at);
        }
        return picture.with(moved);
    }

    /** In sixths of a turn from red, at least 0 and below 6. */
    private static float hue(int red, int green, int blue, int most, int range) {
        if (range == 0) {
            return 0;
        }
        if (most == red) {
            float hue = (float) (green - blue) / range;
            return hue < 0 ? hue + 6 : hue;
        }
        return most == green ? 2 + (float) (blue - red) / range : 4 + (float) (red - green) / range;
    }

    private static void write(float hue, float top, float spread, byte[] target, int at) {
        int sector = Math.min(5, (int) hue);
        float within = hue - sector;
        int most = (int) (top + 0.5f);
        int least = (int) (top - spread + 0.5f);
        int between = (int) (top - spread * (sector % 2 == 0 ? 1 - within : within) + 0.5f);
        target[at] = (byte) (sector == 0 || sector == 5 ? most : sector == 1 || sector == 4 ? between : least);
        target[at + 1] = (byte) (sector == 1 || sector == 2 ? most : sector == 0 || sector == 3 ? between : least);
        target[at + 2] = (byte) (sector == 3 || sector == 4 ? most : sector == 2 || sector == 5 ? between : least);
    }

    private static float clipped(float value, float most) {
        return Math.max(0, Math.min(most, value));
    }

    private HueCircle() {}
}
