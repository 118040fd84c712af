package io.kawara.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class ImageTest {
    /** 4 x 2 grey: 0 10 20 30 / 40 50 60 70. */
    private static final byte[] RAMP = {0, 10, 20, 30, 40, 50, 60, 70};

    @Test
    void copiesItsPixelsRowByRow() {
        try (Image image = Image.of(4, 2, 1, RAMP)) {
            ByteBuffer target = ByteBuffer.allocateDirect(20).position(5);
            image.copyTo(target);
            assertThat(target.position()).isEqualTo(13);
            assertThat(bytes(image)).containsExactly(RAMP);
        }
    }

    @Test
    void averagesWhereItShrinks() {
        try (Image image = Image.of(4, 2, 1, RAMP);
                Image small = image.resized(2, 1, Resize.STRETCH)) {
            assertThat(bytes(small)).containsExactly(25, 45);
        }
    }

    @Test
    void fitsWithWhiteBeside() {
        try (Image image = Image.of(4, 2, 1, RAMP);
                Image square = image.resized(4, 4, Resize.FIT)) {
            assertThat(bytes(square)).containsExactly(-1, -1, -1, -1, 0, 10, 20, 30, 40, 50, 60, 70, -1, -1, -1, -1);
        }
    }

    @Test
    void cropsToTheMiddle() {
        try (Image image = Image.of(4, 2, 1, RAMP);
                Image square = image.resized(2, 2, Resize.CROP)) {
            assertThat(bytes(square)).containsExactly(10, 20, 50, 60);
        }
    }

    @Test
    void cutsOutAPart() {
        try (Image image = Image.of(4, 2, 1, RAMP);
                Image part = image.crop(1, 1, 2, 1)) {
            assertThat(bytes(part)).containsExactly(50, 60);
            assertThatThrownBy(() -> image.crop(3, 0, 2, 1))
                    .hasMessage("2 x 1 at (3, 0) is not inside a picture of 4 x 2");
        }
    }

    @Test
    void flipsAndTurns() {
        try (Image image = Image.of(4, 2, 1, RAMP);
                Image mirrored = image.flippedHorizontally();
                Image upsideDown = image.flippedVertically();
                Image quarter = image.rotated90(1);
                Image back = quarter.rotated90(-1)) {
            assertThat(bytes(mirrored)).containsExactly(30, 20, 10, 0, 70, 60, 50, 40);
            assertThat(bytes(upsideDown)).containsExactly(40, 50, 60, 70, 0, 10, 20, 30);
            assertThat(bytes(quarter)).containsExactly(40, 0, 50, 10, 60, 20, 70, 30);
            assertThat(bytes(back)).containsExactly(RAMP);
        }
    }

    @Test
    void movesPointsWhereTheTransformationTakesThem() {
        double[] oneToTheRight = {1, 0, 1, 0, 1, 0};
        try (Image image = Image.of(4, 2, 1, RAMP);
                Image onWhite = image.warped(oneToTheRight, Border.WHITE);
                Image repeated = image.warped(oneToTheRight, Border.REPLICATE)) {
            assertThat(bytes(onWhite)).containsExactly(-1, 0, 10, 20, -1, 40, 50, 60);
            assertThat(bytes(repeated)).containsExactly(0, 0, 10, 20, 40, 40, 50, 60);
        }
    }

    @Test
    void weighsColoursAsEyesDo() {
        try (Image green = Image.of(1, 1, 3, new byte[] {0, -1, 0});
                Image gray = green.toGray();
                Image rgb = gray.toRgb()) {
            assertThat(bytes(gray)).containsExactly((byte) 150);
            assertThat(bytes(rgb)).containsExactly((byte) 150, (byte) 150, (byte) 150);
        }
    }

    @Test
    void keepsEveryPixelThroughPng() {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        try (Image image = Image.of(2, 2, 3, pixels);
                Image again = ImageDecoder.decode(image.toPng(), ImageLimits.DEFAULT)) {
            assertThat(bytes(again)).containsExactly(pixels);
        }
    }

    @Test
    void freesItsMemory() {
        byte[] photo = Files.jpeg(2000, 1500);
        long before = 0;
        for (int i = 0; i < 220; i++) {
            try (Image image = ImageDecoder.decode(photo, ImageLimits.DEFAULT);
                    Image small = image.resized(224, 224, Resize.FIT);
                    Image changed = Colours.contrast(small, 1.1, 0)) {
                assertThat(changed.width()).isEqualTo(224);
            }
            before = i == 20 ? Pointer.physicalBytes() : before;
        }
        // 200 pictures of 9 MB would be 1.8 GB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
    }

    static byte[] bytes(Image image) {
        ByteBuffer target = ByteBuffer.allocate(image.size());
        image.copyTo(target);
        return target.array();
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
