package io.kawara.trainer.transform;

import io.kawara.vision.Border;

/**
 * Draws a picture through an {@link Affine} map.
 *
 * <p>In whole numbers: places in 256ths of a pixel, so a shift by whole pixels is exact and everything else within a level or two.
 */
final class Warp {
    private static final int FRACTION = 32;
    private static final double ONE = 1L << FRACTION;
    private static final long HALF_STEP = 1L << (FRACTION - 9);

    private final Raster source;
    private final Border border;
    private final Interpolation interpolation;
    private final int[][] weights;

    private Warp(Raster source, Border border, Interpolation interpolation) {
        this.source = source;
        this.border = border;
        this.interpolation = interpolation;
        weights = interpolation == Interpolation.BICUBIC ? Cubic.WEIGHTS : null;
    }

    static Raster of(Raster source, Affine from, Border border, Interpolation interpolation) {
        return of(source, from, source.size(), border, interpolation);
    }

    static Raster of(Raster source, Affine from, Size size, Border border, Interpolation interpolation) {
        var target = source.blank(size.width(), size.height());
        new Warp(source, border, interpolation).draw(from, target);
        return target;
    }

    private void draw(Affine from, Raster target) {
        long stepX = Math.round(from.xx() * ONE);
        long stepY = Math.round(from.yx() * ONE);
        int channels = source.channels();
        int at = 0;
        for (int y = 0; y < target.height(); y++) {
            long sourceX = Math.round((from.xy() * y + from.x0()) * ONE) + HALF_STEP;
            long sourceY = Math.round((from.yy() * y + from.y0()) * ONE) + HALF_STEP;
            for (int x = 0; x < target.width(); x++, at += channels, sourceX += stepX, sourceY += stepY) {
                int left = (int) (sourceX >> FRACTION);
                int top = (int) (sourceY >> FRACTION);
                int right = (int) (sourceX >>> (FRACTION - 8)) & 255;
                int below = (int) (sourceY >>> (FRACTION - 8)) & 255;
                if (interpolation == Interpolation.BICUBIC) {
                    cubic(left, top, right, below, target.pixels(), at);
                } else if (left >= 0 && top >= 0 && left + 1 < source.width() && top + 1 < source.height()) {
                    linear(left, top, right, below, target.pixels(), at);
                } else {
                    linearAtBorder(left, top, right, below, target.pixels(), at);
                }
            }
        }
    }

    private void linear(int left, int top, int right, int below, byte[] target, int at) {
        byte[] pixels = source.pixels();
        int channels = source.channels();
        int upper = (top * source.width() + left) * channels;
        int lower = upper + source.width() * channels;
        for (int c = 0; c < channels; c++, upper++, lower++) {
            int first = (pixels[upper] & 255) * (256 - right) + (pixels[upper + channels] & 255) * right;
            int second = (pixels[lower] & 255) * (256 - right) + (pixels[lower + channels] & 255) * right;
            target[at + c] = (byte) ((first * (256 - below) + second * below + 0x8000) >> 16);
        }
    }

    private void linearAtBorder(int left, int top, int right, int below, byte[] target, int at) {
        for (int c = 0; c < source.channels(); c++) {
            int first = level(left, top, c) * (256 - right) + level(left + 1, top, c) * right;
            int second = level(left, top + 1, c) * (256 - right) + level(left + 1, top + 1, c) * right;
            target[at + c] = (byte) ((first * (256 - below) + second * below + 0x8000) >> 16);
        }
    }

    private void cubic(int left, int top, int right, int below, byte[] target, int at) {
        int[] across = weights[right];
        int[] down = weights[below];
        boolean inside = left >= 1 && top >= 1 && left + 2 < source.width() && top + 2 < source.height();
        int channels = source.channels();
        int stride = source.width() * channels;
        int corner = (top - 1) * stride + (left - 1) * channels;
        for (int c = 0; c < channels; c++, corner++) {
            int sum = 1 << (Cubic.SUM_BITS - 1);
            for (int i = 0; i < 4; i++) {
                int row = inside
                        ? row(across, corner + i * stride, channels)
                        : rowAtBorder(across, left - 1, top - 1 + i, c);
                sum += down[i] * (row >> Cubic.ROW_SHIFT);
            }
            target[at + c] = (byte) Math.max(0, Math.min(255, sum >> Cubic.SUM_BITS));
        }
    }

    private int row(int[] across, int from, int channels) {
        byte[] pixels = source.pixels();
        return across[0] * (pixels[from] & 255)
                + across[1] * (pixels[from + channels] & 255)
                + across[2] * (pixels[from + 2 * channels] & 255)
                + across[3] * (pixels[from + 3 * channels] & 255);
    }

    private int rowAtBorder(int[] across, int left, int top, int channel) {
        int row = 0;
        for (int j = 0; j < 4; j++) {
            row += across[j] * level(left + j, top, channel);
        }
        return row;
    }

    /** The level at a place that may lie beyond the edge. */
    private int level(int x, int y, int channel) {
        int insideX = inside(x, source.width());
        int insideY = inside(y, source.height());
        if (insideX < 0 || insideY < 0) {
            return border == Border.WHITE ? 255 : 0;
        }
        return source.pixels()[(insideY * source.width() + insideX) * source.channels() + channel] & 255;
    }

    private int inside(int place, int length) {
        if (place >= 0 && place < length) {
            return place;
        }
        return switch (border) {
            case WHITE, BLACK -> -1;
            case REPLICATE -> place < 0 ? 0 : length - 1;
            case REFLECT -> reflected(place, length);
        };
    }

    /** The edge's pixel is not doubled: 3 2 1 | 0 1 2 3 | 2 1 0. */
    private static int reflected(int place, int length) {
        if (length == 1) {
            return 0;
        }
        int within = Math.floorMod(place, 2 * length - 2);
        return within < length ? within : 2 * length - 2 - within;
    }

    /** What four neighbours count at each 256th between the middle two. */
    private static final class Cubic {
        static final int BITS = 14;

        /** What a row loses so that four of them stay within an int. */
        static final int ROW_SHIFT = 7;

        static final int SUM_BITS = 2 * BITS - ROW_SHIFT;

        static final int[][] WEIGHTS = new int[256][4];

        static {
            for (int f = 0; f < 256; f++) {
                int sum = 0;
                for (int j = 0; j < 4; j++) {
                    double distance = Math.abs(f / 256.0 - (j - 1));
                    WEIGHTS[f][j] = (int) Math.round(Interpolation.BICUBIC.weight(distance) * (1 << BITS));
                    sum += WEIGHTS[f][j];
                }
                WEIGHTS[f][1] += (1 << BITS) - sum; // flat stays flat
            }
        }
    }
}
