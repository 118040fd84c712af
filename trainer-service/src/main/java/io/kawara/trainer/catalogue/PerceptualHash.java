package io.kawara.trainer.catalogue;

import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.Resize;
import io.kawara.vision.UndecodableImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * 64 bits that are nearly the same for pictures that look the same: which of the lowest frequencies of the grey picture at 32 x 32 are above their median
 * (pHash: Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010).
 *
 * <p>Thread-safe. Encoding a picture anew or at another size changes few bits; pictures that differ are about 32 bits apart.
 */
public final class PerceptualHash {
    private static final int SIDE = 32;
    private static final int LOW = 8;

    /** cosines[u][x] of the discrete cosine transform, of frequencies 1 to 8: the mean grey says nothing of what is on a picture. */
    private static final double[][] COSINES = cosines();

    /** The hash of an image's file; none where it cannot be decoded. */
    public static Optional<Long> of(byte[] file) {
        try (Image image = ImageDecoder.decode(file, ImageLimits.DEFAULT, 2 * SIDE);
                Image grey = image.toGray();
                Image small = grey.resized(SIDE, SIDE, Resize.STRETCH)) {
            var pixels = ByteBuffer.allocate(small.size());
            small.copyTo(pixels);
            return Optional.of(of(frequencies(pixels.array())));
        } catch (UndecodableImage e) {
            return Optional.empty();
        }
    }

    /** How many bits two hashes differ in. */
    public static int distance(long a, long b) {
        return Long.bitCount(a ^ b);
    }

    private static long of(double[] frequencies) {
        var sorted = frequencies.clone();
        Arrays.sort(sorted);
        double median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        long hash = 0;
        for (double frequency : frequencies) {
            hash = hash << 1 | (frequency > median ? 1 : 0);
        }
        return hash;
    }

    private static double[] frequencies(byte[] pixels) {
        var rows = new double[SIDE][LOW]; // the transform is one of rows, then one of columns
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < LOW; u++) {
                for (int x = 0; x < SIDE; x++) {
                    rows[y][u] += (pixels[y * SIDE + x] & 0xff) * COSINES[u][x];
                }
            }
        }
        var frequencies = new double[LOW * LOW];
        for (int v = 0; v < LOW; v++) {
            for (int u = 0; u < LOW; u++) {
                for (int y = 0; y < SIDE; y++) {
                    frequencies[v * LOW + u] += rows[y][u] * COSINES[v][y];
                }
            }
        }
        return frequencies;
    }

    private static double[][] cosines() {
        var cosines = new double[LOW][SIDE];
        for (int u = 0; u < LOW; u++) {
            for (int x = 0; x < SIDE; x++) {
                cosines[u][x] = Math.cos(Math.PI * (2 * x + 1) * (u + 1) / (2 * SIDE));
            }
        }
        return cosines;
    }

    private PerceptualHash() {}
}
