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

    /**
     * Pages of one size and boxes on them, of which each is an example; the arrays are not copied.
     *
     * @param pixels {@code [pages, height, width, channels]}, 8 bits each
     * @param boxes {@code [count, 5]}: left, upper, right and lower side in pixels of these pages, and the page's number from 0
     */
    record Pages(byte[] pixels, int pages, int height, int width, int channels, float[] boxes) implements Input {
        /** Numbers of a box. */
        public static final int SIDES = 5;

        public Pages {
            requireLength(pixels.length, (long) pages * height * width * channels, "pixels");
            requireLength(boxes.length, (long) boxes.length / SIDES * SIDES, "sides of boxes");
        }

        @Override
        public int count() {
            return boxes.length / SIDES;
        }
    }

    private static void requireLength(int length, long expected, String what) {
        if (length != expected) {
            throw new IllegalArgumentException("%d %s where the shape asks for %d".formatted(length, what, expected));
        }
    }
}
