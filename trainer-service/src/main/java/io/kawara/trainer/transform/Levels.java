package io.kawara.trainer.transform;

import java.util.function.DoubleUnaryOperator;

/** What changes each level, 0 to 255, by itself; results are rounded and clipped. */
final class Levels {
    /** Every channel through one curve. */
    static Raster mapped(Raster picture, DoubleUnaryOperator curve) {
        byte[] table = table(curve);
        byte[] pixels = picture.pixels();
        var mapped = new byte[pixels.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = table[pixels[i] & 255];
        }
        return picture.with(mapped);
    }

    /** Something added to each channel, in levels; a grey picture takes the first. */
    static Raster added(Raster picture, double red, double green, double blue) {
        byte[][] tables = {table(v -> v + red), table(v -> v + green), table(v -> v + blue)};
        byte[] pixels = picture.pixels();
        var moved = new byte[pixels.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = tables[i % picture.channels()][pixels[i] & 255];
        }
        return picture.with(moved);
    }

    /** Levels away from (or towards) a level: 0 makes all of them that level, 1 leaves them. */
    static Raster spread(Raster picture, double around, double factor) {
        return mapped(picture, v -> around + factor * (v - around));
    }

    /** Colours away from (or towards) their own grey: 0 makes the picture grey, 1 leaves it. */
    static Raster saturated(Raster picture, double factor) {
        if (picture.isGrey()) {
            return picture;
        }
        int part = (int) Math.round(factor * 65536);
        byte[] pixels = picture.pixels();
        var coloured = new byte[pixels.length];
        for (int at = 0; at < coloured.length; at += 3) {
            int grey = picture.grey(at);
            for (int c = at; c < at + 3; c++) {
                int value = grey + ((part * ((pixels[c] & 255) - grey) + 0x8000) >> 16);
                coloured[c] = (byte) Math.max(0, Math.min(255, value));
            }
        }
        return picture.with(coloured);
    }

    static Raster solarized(Raster picture, double threshold) {
        return mapped(picture, v -> v >= threshold ? 255 - v : v);
    }

    private static byte[] table(DoubleUnaryOperator curve) {
        var table = new byte[256];
        for (int v = 0; v < table.length; v++) {
            table[v] = (byte) (int) Math.max(0, Math.min(255, Math.round(curve.applyAsDouble(v))));
        }
        return table;
    }

    private Levels() {}
}
