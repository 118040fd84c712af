package io.kawara.trainer.synthesize;

import io.kawara.trainer.recipe.LetterKeys;
import java.util.SplittableRandom;

/**
 * A letter as it will be added to a canvas: enlarged, turned and perhaps made faint or thick, in the box that holds it.
 *
 * @param ink what it adds to each pixel, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // made, added and dropped; never compared
record Stamp(int width, int height, int[] ink) {
    /** Doubled, as dirty MNIST does: the pens of NIST's writers are grey. */
    private static final int GAIN = 2;

    static Stamp of(byte[] glyph, LetterKeys keys, SplittableRandom random) {
        // Every draw is made whatever the keys are, so that changing one key leaves the others' draws as they were.
        double scale = between(keys.scale().get(0), keys.scale().get(1), random.nextDouble());
        double angle = 2 * Math.PI * random.nextDouble();
        double stretch = Math.pow(keys.stretch(), random.nextDouble() - 0.5);
        double lean = Math.tan(Math.toRadians(keys.slant() * (2 * random.nextDouble() - 1)));
        boolean faint = random.nextDouble() < keys.faint();
        double faintness = between(keys.faintness().get(0), keys.faintness().get(1), random.nextDouble());
        boolean thick = random.nextDouble() < keys.dilate();
        int square = random.nextInt(keys.dilateBy().get(0), keys.dilateBy().get(1) + 1);

        double cos = Math.cos(angle) * scale;
        double sin = Math.sin(angle) * scale;
        var stamp = warped(
                glyph,
                cos * stretch,
                cos * lean / stretch - sin / stretch,
                sin * stretch,
                sin * lean / stretch + cos / stretch);
        if (faint) {
            for (int i = 0; i < stamp.ink.length; i++) {
                stamp.ink[i] = (int) (stamp.ink[i] * faintness + 0.5);
            }
        }
        return thick ? stamp.dilated(square) : stamp;
    }

    private static double between(double least, double most, double share) {
        return least + (most - least) * share;
    }

    /** The glyph under the matrix [a b; c d] about its centre, bilinear, in the box that the turned square fills. */
    private static Stamp warped(byte[] glyph, double a, double b, double c, double d) {
        int width = (int) Math.ceil(Glyphs.SIDE * (Math.abs(a) + Math.abs(b)));
        int height = (int) Math.ceil(Glyphs.SIDE * (Math.abs(c) + Math.abs(d)));
        var ink = new int[width * height];
        double determinant = a * d - b * c;
        float right = (float) (d / determinant);
        float down = (float) (-c / determinant);
        int side = Glyphs.SIDE;
        int[] source = framed(glyph);
        int stride = side + 2;
        for (int y = 0; y < height; y++) {
            double fromCentre = y + 0.5 - height / 2.0;
            double left = 0.5 - width / 2.0;
            // In the frame's coordinates, whose pixel 1 is the glyph's pixel 0.
            float u = (float) (right * left - b / determinant * fromCentre + side / 2.0 + 0.5);
            float v = (float) (down * left + a / determinant * fromCentre + side / 2.0 + 0.5);
            for (int x = 0; x < width; x++, u += right, v += down) {
                if (u >= 0 && v >= 0 && u < side + 1 && v < side + 1) {
                    int column = (int) u;
                    int row = (int) v;
                    int at = row * stride + column;
                    float du = u - column;
                    float dv = v - row;
                    float upper = source[at] + du * (source[at + 1] - source[at]);
                    float lower = source[at + stride] + du * (source[at + stride + 1] - source[at + stride]);
                    ink[y * width + x] = (int) (upper + dv * (lower - upper) + 0.5f);
                }
            }
        }
        return new Stamp(width, height, ink);
    }

    /** The glyph at double strength with a frame of nothing, so that no neighbour is missing. */
    private static int[] framed(byte[] glyph) {
        int stride = Glyphs.SIDE + 2;
        var framed = new int[stride * stride];
        for (int y = 0; y < Glyphs.SIDE; y++) {
            for (int x = 0; x < Glyphs.SIDE; x++) {
                framed[(y + 1) * stride + x + 1] = Math.min(255, GAIN * (glyph[y * Glyphs.SIDE + x] & 255));
            }
        }
        return framed;
    }

    /** Every pixel becomes the greatest in a square of this side: strokes grow by {@code square - 1} pixels, and the box with them. */
    Stamp dilated(int square) {
        int wide = width + square - 1;
        int tall = height + square - 1;
        var across = new int[wide * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = ink[y * width + x];
                for (int k = 0, at = y * wide + x; k < square; k++, at++) {
                    across[at] = Math.max(across[at], value);
                }
            }
        }
        var grown = new int[wide * tall];
        for (int y = 0; y < height; y++) {
            for (int k = 0; k < square; k++) {
                for (int x = 0, from = y * wide, to = (y + k) * wide; x < wide; x++, from++, to++) {
                    grown[to] = Math.max(grown[to], across[from]);
                }
            }
        }
        return new Stamp(wide, tall, grown);
    }
}
