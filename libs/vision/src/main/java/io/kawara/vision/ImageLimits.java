package io.kawara.vision;

import java.util.Locale;

/**
 * How much of an untrusted image is looked at; what is beyond is refused from its header, before anything is decoded.
 *
 * @param maxFrames frames of an animation or pages of a TIFF; only the first is ever decoded
 */
public record ImageLimits(long maxBytes, long maxPixels, int maxFrames) {
    public static final ImageLimits DEFAULT = new ImageLimits(32L << 20, 50_000_000, 1000);

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || maxFrames < 1) {
            throw new IllegalArgumentException("limits must be above 0: " + maxBytes + " bytes, " + maxPixels
                    + " pixels, " + maxFrames + " frames");
        }
    }

    /** Returns the header of {@code bytes} if they may be decoded. */
    public ImageHeader check(byte[] bytes) {
        if (bytes.length > maxBytes) {
            throw new UndecodableImage("the image has %s MiB, more than the %s MiB allowed"
                    .formatted(number(bytes.length / 1048576.0), number(maxBytes / 1048576.0)));
        }
        ImageHeader header = ImageHeader.read(bytes);
        long pixels = (long) header.width() * header.height();
        if (pixels > maxPixels) {
            throw new UndecodableImage("the %s is %d x %d = %s Mpx, more than the %s Mpx allowed"
                    .formatted(
                            header.format(),
                            header.width(),
                            header.height(),
                            number(pixels / 1e6),
                            number(maxPixels / 1e6)));
        }
        if (header.frames() > maxFrames) {
            throw new UndecodableImage("the %s has %d frames, more than the %d allowed"
                    .formatted(header.format(), header.frames(), maxFrames));
        }
        return header;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, value < 0.1 ? "%.6f" : "%.1f", value);
    }
}
