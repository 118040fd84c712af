package io.kawara.serving;

/**
 * Resizes bytes with the cubic of Keys (Cubic Convolution Interpolation for Digital Image Processing, 1981; a = -0.5), widened where a picture shrinks,
 * first along the rows and then along the columns, rounded to bytes after each: as Pillow's {@code BICUBIC} does, which the crops of many published
 * models come from.
 */
final class Bicubic {
    private static final double A = -0.5;
    private static final int BITS = 22;

    /** The taps of one target pixel: its sources from {@code first}, weighted in {@value #BITS} bits of fraction. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Taps(int first, int[] weights) {}

    /** {@code [height, from, channels]} to {@code [height, to, channels]}. */
    static byte[] rows(byte[] bytes, int from, int to, int channels) {
        var taps = taps(from, to);
        int height = bytes.length / (from * channels);
        var resized = new byte[height * to * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < to; x++) {
                for (int c = 0; c < channels; c++) {
                    resized[(y * to + x) * channels + c] = tapped(bytes, y * from * channels + c, channels, taps[x]);
                }
            }
        }
        return resized;
    }

    /** {@code [from, row]} to {@code [to, row]}. */
    static byte[] columns(byte[] bytes, int from, int to, int row) {
        var taps = taps(from, to);
        var resized = new byte[to * row];
        for (int y = 0; y < to; y++) {
            for (int x = 0; x < row; x++) {
                resized[y * row + x] = tapped(bytes, x, row, taps[y]);
            }
        }
        return resized;
    }

    private static byte tapped(byte[] bytes, int start, int stride, Taps taps) {
        int sum = 1 << (BITS - 1);
        int at = start + taps.first() * stride;
        for (int weight : taps.weights()) {
            sum += (bytes[at] & 255) * weight;
            at += stride;
        }
        return (byte) Math.max(0, Math.min(255, sum >> BITS));
    }

    private static Taps[] taps(int from, int to) {
        double scale = (double) from / to;
        double widened = Math.max(1, scale);
        double support = 2 * widened;
        var taps = new Taps[to];
        for (int place = 0; place < to; place++) {
            double centre = (place + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(from, (int) (centre + support + 0.5));
            var weights = new double[end - first];
            double whole = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = cubic((first + i - centre + 0.5) / widened);
                whole += weights[i];
            }
            var rounded = new int[weights.length];
            for (int i = 0; i < weights.length; i++) {
                double weight = weights[i] / whole * (1 << BITS);
                rounded[i] = (int) (weight + Math.copySign(0.5, weight)); // away from zero, half too
            }
            taps[place] = new Taps(first, rounded);
        }
        return taps;
    }

    private static double cubic(double x) {
        double d = Math.abs(x);
        if (d < 1) {
            return ((A + 2) * d - (A + 3)) * d * d + 1;
        }
        return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
    }

    private Bicubic() {}
}
