package io.kawara.trainer.graph;

/** What a graph is fed: the examples of one batch, all of one shape. */
@SuppressWarnings("ArrayRecordComponent") // megabytes: passed on, not copied, and never compared
public sealed interface Input {
    /** How many examples there are. */
    int count();

    /** Pixels as decoded, 8 bits each, {@code [count, height, width, channels]}; the arrays are not copied. */
    record Images(byte[] pixels, int count, int height, int width, int channels) implements Input {
        public Images {
            requireLength(pixels.length, (long) count * height * width * channels, "pixels");
        }
    }

    /** Token ids, {@code [count, length]}; 0 is padding. The array is not copied. */
    record Tokens(long[] ids, int count, int length) implements Input {
        public Tokens {
            requireLength(ids.length, (long) count * length, "token ids");
        }
    }

    private static void requireLength(int length, long expected, String what) {
        if (length != expected) {
            throw new IllegalArgumentException("%d %s where the shape asks for %d".formatted(length, what, expected));
        }
    }
}
