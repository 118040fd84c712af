package io.kawara.trainer.transform;

/** Brings a part of a picture to another size without aliasing: PIL's way, in which each new pixel is a weighted mean of all the pixels under it. */
final class Resampling {
    private static final int BITS = 22;

    /** The part with its corner at (left, top), in pixels and parts of them, at another size. */
    static Raster of(
            Raster source, double left, double top, double width, double height, Size size, Interpolation filter) {
        var across = new Axis(source.width(), left, width, size.width(), filter);
        var down = new Axis(source.height(), top, height, size.height(), filter);
        return down(across(source, across), down);
    }

    static Raster of(Raster source, Size size, Interpolation filter) {
        return source.size().equals(size) ? source : of(source, 0, 0, source.width(), source.height(), size, filter);
    }

    private static Raster across(Raster source, Axis axis) {
        var target = source.blank(axis.first.length, source.height());
        int channels = source.channels();
        int at = 0;
        for (int y = 0; y < source.height(); y++) {
            int row = y * source.width() * channels;
            for (int x = 0; x < axis.first.length; x++) {
                for (int c = 0; c < channels; c++) {
                    target.pixels()[at++] = axis.mean(source.pixels(), x, row + c, channels);
                }
            }
        }
        return target;
    }

    private static Raster down(Raster source, Axis axis) {
        var target = source.blank(source.width(), axis.first.length);
        int row = source.width() * source.channels();
        int at = 0;
        for (int y = 0; y < axis.first.length; y++) {
            for (int x = 0; x < row; x++) {
                target.pixels()[at++] = axis.mean(source.pixels(), y, x, row);
            }
        }
        return target;
    }

    /** Which pixels of one direction make up each new one, and by how much. */
    private static final class Axis {
        final int[] first;
        final int[][] weights;

        Axis(int length, double from, double part, int count, Interpolation filter) {
            double scale = part / count;
            double widened = Math.max(1, scale);
            first = new int[count];
            weights = new int[count][];
            for (int i = 0; i < count; i++) {
                double middle = from + (i + 0.5) * scale;
                int begin = Math.max(0, (int) (middle - filter.reach * widened + 0.5));
                int end = Math.min(length, (int) (middle + filter.reach * widened + 0.5));
                first[i] = begin;
                weights[i] = weights(begin, end, middle, widened, filter);
            }
        }

        private static int[] weights(int begin, int end, double middle, double widened, Interpolation filter) {
            var exact = new double[end - begin];
            double sum = 0;
            for (int j = 0; j < exact.length; j++) {
                exact[j] = filter.weight(Math.abs((begin + j + 0.5 - middle) / widened));
                sum += exact[j];
            }
            var whole = new int[exact.length];
            for (int j = 0; j < exact.length; j++) {
                whole[j] = (int) Math.round(exact[j] / sum * (1 << BITS));
            }
            return whole;
        }

        byte mean(byte[] pixels, int place, int offset, int stride) {
            int[] of = weights[place];
            int sum = 1 << (BITS - 1);
            int at = offset + first[place] * stride;
            for (int weight : of) {
                sum += weight * (pixels[at] & 255);
                at += stride;
            }
            return (byte) Math.max(0, Math.min(255, sum >> BITS));
        }
    }

    private Resampling() {}
}
