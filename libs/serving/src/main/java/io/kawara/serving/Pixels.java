package io.kawara.serving;

import java.util.Arrays;

/** A picture as bytes, {@code [height, width, channels]}, and what a view does to it. The bytes are not to be changed. */
@SuppressWarnings("ArrayRecordComponent") // compared by its content, see equals
record Pixels(byte[] bytes, int width, int height, int channels) {
    /** The part with the given corner and size. */
    Pixels cut(int x, int y, int width, int height) {
        if (width == this.width && height == this.height) {
            return this;
        }
        var part = new byte[width * height * channels];
        int row = width * channels;
        for (int line = 0; line < height; line++) {
            System.arraycopy(bytes, ((y + line) * this.width + x) * channels, part, line * row, row);
        }
        return new Pixels(part, width, height, channels);
    }

    /** Left and right exchanged. */
    Pixels mirrored() {
        var mirrored = new byte[bytes.length];
        int row = width * channels;
        for (int start = 0; start < bytes.length; start += row) {
            for (int x = 0; x < row; x += channels) {
                System.arraycopy(bytes, start + x, mirrored, start + row - channels - x, channels);
            }
        }
        return new Pixels(mirrored, width, height, channels);
    }

    /** Turned clockwise by so many quarters. */
    Pixels turned(int quarters) {
        var turned = this;
        for (int i = 0; i < quarters; i++) {
            turned = turned.turned();
        }
        return turned;
    }

    private Pixels turned() {
        var turned = new byte[bytes.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(
                        bytes, (y * width + x) * channels, turned, (x * height + height - 1 - y) * channels, channels);
            }
        }
        return new Pixels(turned, /* width= */ height, /* height= */ width, channels);
    }

    /** At another size, see {@link Bicubic}. */
    Pixels resized(int width, int height) {
        var wide = width == this.width ? bytes : Bicubic.rows(bytes, this.width, width, channels);
        var sized = height == this.height ? wide : Bicubic.columns(wide, this.height, height, width * channels);
        return new Pixels(sized, width, height, channels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels that
                && width == that.width
                && height == that.height
                && channels == that.channels
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
