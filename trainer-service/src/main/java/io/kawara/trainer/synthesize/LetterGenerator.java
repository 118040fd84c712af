package io.kawara.trainer.synthesize;

import io.kawara.trainer.recipe.LetterKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Strews letters over noise. The picture of a number depends on glyphs, keys, size, seed and that number alone, whoever asks and in whatever order.
 * Thread-safe.
 */
public final class LetterGenerator {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final int WHITE = 255;

    private final Glyphs glyphs;
    private final LetterKeys keys;
    private final int size;
    private final long seed;
    private final int[] available;

    /** @param size pixels of a picture's sides, which must divide the canvas */
    public LetterGenerator(Glyphs glyphs, LetterKeys keys, int size, long seed) {
        if (size < 1 || keys.canvas() % size != 0) {
            throw new IllegalArgumentException("a canvas of " + keys.canvas() + " pixels does not shrink to " + size
                    + ": give a 'canvas' that is a multiple of the size");
        }
        this.glyphs = glyphs;
        this.keys = keys;
        this.size = size;
        this.seed = seed;
        this.available = glyphs.available();
        if (keys.letters().get(1) > available.length) {
            throw new IllegalArgumentException("'letters' asks for up to "
                    + keys.letters().get(1) + " different ones, but there are glyphs of " + available.length);
        }
    }

    public LetterPicture draw(int number) {
        var random = new SplittableRandom(new SplittableRandom(seed + GOLDEN * number).nextLong());
        int count = random.nextInt(keys.letters().get(0), keys.letters().get(1) + 1);
        int[] letters = distinct(count, random);
        int[] canvas = noise(random);
        var placed = new ArrayList<LetterPicture.Placed>(count);
        for (int letter : letters) {
            var all = glyphs.of(letter);
            var stamp = Stamp.of(all.get(random.nextInt(all.size())), keys, random);
            int left = random.nextInt(keys.canvas() - stamp.width() + 1);
            int top = random.nextInt(keys.canvas() - stamp.height() + 1);
            add(stamp, canvas, left, top);
            placed.add(new LetterPicture.Placed(
                    letter,
                    (left + stamp.width() / 2.0) / keys.canvas(),
                    (top + stamp.height() / 2.0) / keys.canvas()));
        }
        return new LetterPicture(size, shrunk(canvas), placed);
    }

    private int[] distinct(int count, SplittableRandom random) {
        int[] deck = available.clone();
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, deck.length);
            int letter = deck[other];
            deck[other] = deck[i];
            deck[i] = letter;
        }
        int[] letters = Arrays.copyOf(deck, count);
        Arrays.sort(letters);
        return letters;
    }

    private int[] noise(SplittableRandom random) {
        var canvas = new int[keys.canvas() * keys.canvas()];
        int levels = keys.noiseLevel() + 1;
        switch (keys.noise()) {
            case UNIFORM -> {
                for (int at = 0; at < canvas.length; ) {
                    long bits = random.nextLong();
                    for (int end = Math.min(canvas.length, at + Long.BYTES); at < end; at++, bits >>>= Byte.SIZE) {
                        canvas[at] = ((int) (bits & 255) * levels) >> Byte.SIZE;
                    }
                }
            }
            case GAUSSIAN -> {
                double mean = keys.noiseLevel() / 2.0;
                double deviation = keys.noiseLevel() / Math.sqrt(12);
                for (int at = 0; at < canvas.length; at++) {
                    double level = Math.rint(mean + deviation * random.nextGaussian());
                    canvas[at] = (int) Math.max(0, Math.min(WHITE, level));
                }
            }
            case NONE -> {}
        }
        return canvas;
    }

    private void add(Stamp stamp, int[] canvas, int left, int top) {
        for (int y = 0; y < stamp.height(); y++) {
            int from = y * stamp.width();
            int to = (top + y) * keys.canvas() + left;
            for (int x = 0; x < stamp.width(); x++) {
                canvas[to + x] += stamp.ink()[from + x];
            }
        }
    }

    /** Sums clipped at white, then the mean of each square of pixels that becomes one. */
    private byte[] shrunk(int[] canvas) {
        int block = keys.canvas() / size;
        int half = block * block / 2;
        var pixels = new byte[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int sum = half;
                for (int row = 0, at = y * block * keys.canvas() + x * block; row < block; row++, at += keys.canvas()) {
                    for (int column = 0; column < block; column++) {
                        sum += Math.min(WHITE, canvas[at + column]);
                    }
                }
                pixels[y * size + x] = (byte) (sum / (block * block));
            }
        }
        return pixels;
    }
}
