package io.kawara.vision;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final int RED = 0xff0000;
    private static final int BLUE = 0x0000ff;
    private static final int WHITE = 0xffffff;

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "bmp", "gif", "tiff"})
    void decodesWhatTheJdkWrites(String format) {
        try (Image image = decode(Files.write(Files.flag(64, 40), format))) {
            assertThat(image).hasToString("Image[64 x 40 x 3]");
            assertPixel(image, 20, 30, RED);
            assertPixel(image, 44, 30, BLUE);
            assertPixel(image, 44, 4, WHITE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZW", "Deflate", "PackBits", "ZLib"})
    void decodesCompressedTiff(String compression) throws IOException {
        try (Image image = decode(Files.tiff(Files.flag(64, 40), compression))) {
            assertPixel(image, 20, 30, RED);
            assertPixel(image, 44, 30, BLUE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 101})
    void decodesWebpWithAndWithoutLoss(int quality) {
        byte[] webp = webp(64, 40, quality);
        assertThat(ImageHeader.read(webp)).isEqualTo(new ImageHeader(ImageFormat.WEBP, 64, 40, 1, false, 1));
        try (Image image = decode(webp)) {
            assertPixel(image, 20, 30, RED);
            assertPixel(image, 44, 30, BLUE);
        }
    }

    @ParameterizedTest(name = "orientation {0}: white lies {1}, red {2}")
    @CsvSource({
        "1, top, left", "2, top, right", "3, bottom, right", "4, bottom, left",
        "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"
    })
    void turnsAPhotoUpright(int orientation, String white, String red) {
        boolean quarterTurned = orientation > 4;
        int width = quarterTurned ? 40 : 64;
        int height = quarterTurned ? 64 : 40;
        try (Image image = decode(Files.withExif(Files.jpeg(64, 40), orientation))) {
            assertThat(image).hasToString("Image[%d x %d x 3]".formatted(width, height));
            assertPixel(image, x(white, width), y(white, height), WHITE);
            int redX = quarterTurned ? (white.equals("left") ? 30 : 10) : x(red, width);
            int redY = quarterTurned ? y(red, height) : (white.equals("top") ? 30 : 10);
            assertPixel(image, redX, redY, RED);
        }
    }

    private static int x(String side, int width) {
        return side.equals("left") ? 4 : side.equals("right") ? width - 5 : 10;
    }

    private static int y(String side, int height) {
        return side.equals("top") ? 4 : side.equals("bottom") ? height - 5 : 10;
    }

    @Test
    void turnsAPngThatSaysHowItLies() {
        byte[] png = Files.write(Files.flag(64, 40), "png");
        byte[] lying = Files.inserted(png, 33, Files.chunk("eXIf", Files.exif(6)));
        try (Image image = decode(lying)) {
            assertThat(image).hasToString("Image[40 x 64 x 3]");
            assertPixel(image, 36, 10, WHITE);
            assertPixel(image, 10, 10, RED);
            assertPixel(image, 10, 54, BLUE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10 20 30 40 50 60", "2, 30 20 10 60 50 40", "3, 60 50 40 30 20 10", "4, 40 50 60 10 20 30",
        "5, 10 40 20 50 30 60", "6, 40 10 50 20 60 30", "7, 60 30 50 20 40 10", "8, 30 60 20 50 10 40"
    })
    void turnsATiffThatSaysHowItLies(int orientation, String upright) {
        byte[] tiff = Files.grayTiff(3, 2, new byte[] {10, 20, 30, 40, 50, 60}, orientation);
        try (Image image = decode(tiff);
                Image gray = image.toGray()) {
            assertThat(image.width()).isEqualTo(orientation > 4 ? 2 : 3);
            assertThat(upright)
                    .isEqualTo(IntStream.range(0, 6)
                            .mapToObj(i -> "" + ImageTest.bytes(gray)[i])
                            .collect(joining(" ")));
        }
    }

    @Test
    void readsTheColoursOfACmykJpeg() throws IOException {
        try (Image green = decode(Files.cmykJpeg(16, 16, 255, 0, 255, 0));
                Image darkRed = decode(Files.cmykJpeg(16, 16, 0, 255, 255, 128))) {
            assertPixel(green, 8, 8, 0x00ff00);
            assertPixel(darkRed, 8, 8, 0x7f0000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void scalesSixteenBitsToEight(String format) {
        BufferedImage gray = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        gray.getRaster().setSample(3, 4, 0, 0x8000);
        gray.getRaster().setSample(4, 4, 0, 0xffff);
        try (Image image = decode(Files.write(gray, format))) {
            assertPixel(image, 0, 0, 0);
            assertPixel(image, 3, 4, 0x808080);
            assertPixel(image, 4, 4, WHITE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void laysTransparencyOverWhite(String format) {
        BufferedImage rgba = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        rgba.setRGB(1, 1, 0x80ff0000);
        rgba.setRGB(2, 1, 0xff0000ff);
        try (Image image = decode(Files.write(rgba, format))) {
            assertPixel(image, 0, 0, WHITE);
            assertPixel(image, 1, 1, 0xff7f7f);
            assertPixel(image, 2, 1, BLUE);
        }
    }

    @Test
    void laysGrayWithAlphaOverWhite() {
        BufferedImage sixteenBits = Files.grayAlpha(DataBuffer.TYPE_USHORT, 100 * 257, 128 * 257);
        try (Image eight = decode(Files.write(Files.grayAlpha(DataBuffer.TYPE_BYTE, 100, 128), "png"));
                Image sixteen = decode(Files.write(sixteenBits, "png"))) {
            assertPixel(eight, 3, 3, 0xb1b1b1);
            assertPixel(sixteen, 3, 3, 0xb1b1b1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void looksPaletteColoursUp(String format) {
        byte[] red = {-1, 0, 0, 0};
        byte[] blue = {0, -1, 0, 0};
        byte[] alpha = {-1, -1, 0, -1};
        var opaque = new IndexColorModel(2, 4, red, new byte[4], blue);
        var clear = new IndexColorModel(2, 4, red, new byte[4], blue, alpha);
        try (Image image = decode(Files.write(indexed(opaque), format));
                Image overWhite = decode(Files.write(indexed(clear), format))) {
            assertPixel(image, 0, 0, RED);
            assertPixel(image, 1, 0, BLUE);
            assertPixel(image, 2, 0, 0);
            assertPixel(overWhite, 1, 0, BLUE);
            assertPixel(overWhite, 2, 0, WHITE);
        }
    }

    private static BufferedImage indexed(IndexColorModel colours) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY, colours);
        image.getRaster().setSample(1, 0, 0, 1);
        image.getRaster().setSample(2, 0, 0, 2);
        return image;
    }

    @Test
    void takesTheFirstFrameOfAnAnimation() throws IOException {
        BufferedImage black = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        byte[] gif = Files.animatedGif(Files.flag(32, 32), black, black);
        assertThat(ImageHeader.read(gif).frames()).isEqualTo(3);
        try (Image image = decode(gif)) {
            assertPixel(image, 4, 28, RED);
        }
    }

    @Test
    void readsALargeJpegAtAPartOfItsSize() {
        byte[] photo = Files.withExif(Files.jpeg(1000, 800), 6);
        try (Image quarter = ImageDecoder.decode(photo, ImageLimits.DEFAULT, 200);
                Image half = ImageDecoder.decode(photo, ImageLimits.DEFAULT, 201);
                Image whole = ImageDecoder.decode(photo, ImageLimits.DEFAULT, 401)) {
            assertThat(List.of(quarter.width(), half.width(), whole.width())).containsExactly(200, 400, 800);
            assertPixel(quarter, 20, 20, RED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "bmp", "gif", "tiff", "webp"})
    void refusesAFileThatEndsEarly(String format) {
        byte[] file = format.equals("webp") ? webp(300, 200, 80) : Files.write(Files.flag(300, 200), format);
        for (int length : new int[] {file.length / 2, file.length * 3 / 4, file.length - 24}) {
            assertThatThrownBy(() -> decode(Arrays.copyOf(file, length)))
                    .as("%d of %d bytes", length, file.length)
                    .isInstanceOf(UndecodableImage.class)
                    .hasMessageContaining("truncated or damaged");
        }
    }

    @Test
    void refusesAJpegWithoutItsEnd() {
        byte[] file = Files.jpeg(300, 200);
        assertThatThrownBy(() -> decode(Arrays.copyOf(file, file.length - 2)))
                .isInstanceOf(UndecodableImage.class)
                .hasMessage("the JPEG is truncated or damaged: it cannot be decoded");
    }

    @Test
    void decodesAlikeInManyThreads() {
        byte[] photo = Files.jpeg(500, 400);
        List<Integer> hashes = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> {
                    try (Image image = decode(photo)) {
                        return Arrays.hashCode(ImageTest.bytes(image));
                    }
                })
                .distinct()
                .toList();
        assertThat(hashes).hasSize(1);
    }

    private static Image decode(byte[] bytes) {
        return ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
    }

    static byte[] webp(int width, int height, int quality) {
        try (Image flag = decode(Files.write(Files.flag(width, height), "png"))) {
            return flag.toWebp(quality);
        }
    }

    /** Within 5 of each channel, for JPEG's sake. */
    private static void assertPixel(Image image, int x, int y, int rgb) {
        byte[] pixels = ImageTest.bytes(image);
        int at = 3 * (y * image.width() + x);
        for (int channel = 0; channel < 3; channel++) {
            assertThat(pixels[at + channel] & 0xff)
                    .as("channel %d at (%d, %d)", channel, x, y)
                    .isCloseTo(rgb >> (16 - 8 * channel) & 0xff, offset(5));
        }
    }
}
