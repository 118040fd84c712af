package io.kawara.trainer.transform;

import java.util.List;
import java.util.SplittableRandom;

/** What a hole in a picture shows. */
interface Fill {
    String RULE = "'fill' is a level from 0 to 255, 'mean' or 'noise', not '%s'";

    /** The level of a channel of the next pixel of a hole. */
    byte level(int channel);

    /**
     * A step's {@code fill} for one picture.
     *
     * @param noise the levels that noise is drawn from
     */
    static Fill of(String written, List<Double> noise, Raster picture, SplittableRandom random) {
        if (written.equals("noise")) {
            return channel -> (byte) Math.round(Chance.within(noise, random));
        }
        if (written.equals("mean")) {
            byte[] means = means(picture);
            return channel -> means[channel];
        }
        byte level = (byte) Integer.parseInt(written);
        return channel -> level;
    }

    /** Refuses what cannot be read. */
    static void require(String written) {
        if (!written.equals("mean") && !written.equals("noise")) {
            if (!written.matches("\\d{1,3}") || Integer.parseInt(written) > 255) {
                throw new IllegalArgumentException(RULE.formatted(written));
            }
        }
    }

    /** Fills a part of a picture, cut at its edges, in place. */
    default void into(byte[] pixels, Raster shape, int left, int top, int width, int height) {
        for (int y = Math.max(0, top); y < Math.min(shape.height(), top + height); y++) {
            for (int x = Math.max(0, left); x < Math.min(shape.width(), left + width); x++) {
                int at = (y * shape.width() + x) * shape.channels();
                for (int c = 0; c < shape.channels(); c++) {
                    pixels[at + c] = level(c);
                }
            }
        }
    }

    private static byte[] means(Raster picture) {
        var sums = new long[picture.channels()];
        byte[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i++) {
            sums[i % sums.length] += pixels[i] & 255;
        }
        var means = new byte[sums.length];
        for (int c = 0; c < means.length; c++) {
            means[c] = (byte) Math.round((double) sums[c] * sums.length / pixels.length);
        }
        return means;
    }
}
