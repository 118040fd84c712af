package io.kawara.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.vision.Image;
import java.util.Arrays;

/** A grey picture within a larger array, as the idx format keeps them: {@code [height, width]} from an offset on. */
final class GreyPicture implements Picture {
    private final String place;
    private final byte[] pixels;
    private final int offset;
    private final int width;
    private final int height;

    GreyPicture(String place, byte[] pixels, int offset, int width, int height) {
        this.place = place;
        this.pixels = pixels;
        this.offset = offset;
        this.width = width;
        this.height = height;
    }

    private byte[] own() {
        return Arrays.copyOfRange(pixels, offset, offset + width * height);
    }

    /** RGB as every decoded picture is. */
    @Override
    public Image decoded() {
        try (var grey = Image.of(width, height, 1, own())) {
            return grey.toRgb();
        }
    }

    @Override
    public byte[] bytes() {
        try (var grey = Image.of(width, height, 1, own())) {
            return grey.toPng();
        }
    }

    @Override
    public String sha256() {
        return Sha256.of((width + "x" + height).getBytes(UTF_8), own());
    }

    @Override
    public String toString() {
        return place;
    }
}
