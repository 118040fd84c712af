package io.kawara.trainer.data;

import io.kawara.vision.Image;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** Mean and standard deviation of each channel over all pixels of all pictures, exact: sums of whole numbers, added up picture by picture. */
public final class PixelStatistics {
    private static final double WHITE = 255;

    private final long[] sums;
    private final long[] squares;
    private long pixels;

    public PixelStatistics(int channels) {
        sums = new long[channels];
        squares = new long[channels];
    }

    /** Adds a picture of as many channels. */
    public void add(Image picture) {
        if (picture.channels() != sums.length) {
            throw new IllegalArgumentException(picture + " has not " + sums.length + " channels");
        }
        var values = ByteBuffer.allocate(picture.size());
        picture.copyTo(values);
        byte[] bytes = values.array();
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] & 255;
            sums[i % sums.length] += value;
            squares[i % sums.length] += (long) value * value;
        }
        pixels += bytes.length / sums.length;
    }

    /** Of each channel, where black is 0 and white is 1. */
    public double[] means() {
        return IntStream.range(0, sums.length)
                .mapToDouble(channel -> sums[channel] / (WHITE * pixels))
                .toArray();
    }

    /** Of each channel, over all pixels (not n - 1: these are all there are). */
    public double[] deviations() {
        return IntStream.range(0, sums.length)
                .mapToDouble(channel -> {
                    double mean = (double) sums[channel] / pixels;
                    return Math.sqrt(Math.max(0, (double) squares[channel] / pixels - mean * mean)) / WHITE;
                })
                .toArray();
    }
}
