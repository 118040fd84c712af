package io.kawara.trainer.transform;

/**
 * A picture on the Java heap: uint8 {@code [height, width, channels]}, RGB or grey. The array is passed on, not copied, and nobody writes into that of a
 * picture he was given.
 */
@SuppressWarnings("ArrayRecordComponent") // kilobytes: never compared
public record Raster(int width, int height, int channels, byte[] pixels) {
    /** The weights of red, green and blue in grey, of 65536 (ITU-R 601, as in PIL). */
    private static final int RED = 19595;

    private static final int GREEN = 38470;
    private static final int BLUE = 7471;

    public Raster {
        if ((channels != 1 && channels != 3) || width < 1 || height < 1 || pixels.length != width * height * channels) {
            throw new IllegalArgumentException(
                    "%d bytes are no picture of %d x %d x %d".formatted(pixels.length, width, height, channels));
        }
    }

    Size size() {
        return new Size(width, height);
    }

    /** A picture of the same shape with other pixels. */
    Raster with(byte[] others) {
        return new Raster(width, height, channels, others);
    }

    /** A picture of the same channels and another size, black. */
    Raster blank(int otherWidth, int otherHeight) {
        return new Raster(otherWidth, otherHeight, channels, new byte[otherWidth * otherHeight * channels]);
    }

    boolean isGrey() {
        return channels == 1;
    }

    /** The grey level, 0 to 255, of the pixel whose first channel lies at {@code at}. */
    int grey(int at) {
        if (isGrey()) {
            return pixels[at] & 255;
        }
        int sum = RED * (pixels[at] & 255) + GREEN * (pixels[at + 1] & 255) + BLUE * (pixels[at + 2] & 255);
        return (sum + 0x8000) >> 16;
    }

    /** The mean of {@link #grey} over all pixels. */
    double meanGrey() {
        long sum = 0;
        for (int at = 0; at < pixels.length; at += channels) {
            sum += grey(at);
        }
        return (double) sum / ((long) width * height);
    }
}
