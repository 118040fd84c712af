package io.kawara.trainer.transform;

/** Changes of levels that depend on how often each occurs in its channel, as PIL's ImageOps has them. */
final class Histogram {
    /** Each channel's darkest level becomes 0, its lightest 255. */
    static Raster stretched(Raster picture) {
        return mapped(picture, counts -> {
            int low = 0;
            int high = 255;
            while (low < 255 && counts[low] == 0) {
                low++;
            }
            while (high > 0 && counts[high] == 0) {
                high--;
            }
            var table = new byte[256];
            for (int v = 0; v < 256; v++) {
                double stretched = high > low ? 255.0 * (v - low) / (high - low) : v;
                table[v] = (byte) (int) Math.max(0, Math.min(255, Math.round(stretched)));
            }
            return table;
        });
    }

    /** Each channel's levels become as evenly spread as they can. */
    static Raster equalized(Raster picture) {
        return mapped(picture, counts -> {
            int last = 0;
            int total = 0;
            for (int count : counts) {
                total += count;
                last = count > 0 ? count : last;
            }
            int step = (total - last) / 255;
            var table = new byte[256];
            int below = step / 2;
            for (int v = 0; v < 256; v++) {
                table[v] = (byte) (step == 0 ? v : Math.min(255, below / step));
                below += counts[v];
            }
            return table;
        });
    }

    private interface Curve {
        byte[] of(int[] counts);
    }

    private static Raster mapped(Raster picture, Curve curve) {
        int channels = picture.channels();
        byte[] pixels = picture.pixels();
        var mapped = new byte[pixels.length];
        for (int c = 0; c < channels; c++) {
            var counts = new int[256];
            for (int at = c; at < pixels.length; at += channels) {
                counts[pixels[at] & 255]++;
            }
            byte[] table = curve.of(counts);
            for (int at = c; at < pixels.length; at += channels) {
                mapped[at] = table[pixels[at] & 255];
            }
        }
        return picture.with(mapped);
    }

    private Histogram() {}
}
