package io.kawara.vision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImageLimitsTest {
    @Test
    void refusesNothingAtAll() {
        assertRefused(new byte[0], "the image is empty");
    }

    @Test
    void quotesWhatIsNoImage() {
        assertRefused(
                "Hello, world\nthis is a text".getBytes(UTF_8),
                "not an image (JPEG, PNG, WebP, TIFF, BMP or GIF): it starts with \"Hello, world\"");
        assertRefused(
                new byte[] {0, 1, (byte) 0xfe},
                "not an image (JPEG, PNG, WebP, TIFF, BMP or GIF): it starts with the bytes 00 01 fe");
    }

    @Test
    void refusesAPngOfFourHundredMegapixelsFromItsHeader() {
        byte[] bomb = Files.bomb(20_000, 20_000);
        assertThat(bomb).hasSizeLessThan(100_000);
        assertRefused(bomb, "the PNG is 20000 x 20000 = 400 Mpx, more than the 50 Mpx allowed");
    }

    @Test
    void decodesAsManyPixelsAsAreAllowed() {
        ImageLimits limits = new ImageLimits(1 << 20, 1_000_000, 1);
        try (Image image = ImageDecoder.decode(Files.bomb(1000, 1000), limits)) {
            assertThat(image.size()).isEqualTo(3_000_000);
        }
        assertThatThrownBy(() -> ImageDecoder.decode(Files.bomb(1000, 1100), limits))
                .hasMessage("the PNG is 1000 x 1100 = 1.1 Mpx, more than the 1 Mpx allowed");
    }

    @Test
    void refusesMoreBytesThanAllowed() {
        ImageLimits limits = new ImageLimits(1 << 20, 1_000_000, 1);
        assertThatThrownBy(() -> limits.check(new byte[(1 << 20) + (1 << 19)]))
                .isInstanceOf(UndecodableImage.class)
                .hasMessage("the image has 1.5 MiB, more than the 1 MiB allowed");
    }

    @Test
    void refusesMoreFramesThanAllowed() throws IOException {
        byte[] gif = Files.animatedGif(Files.flag(16, 16), Files.flag(16, 16), Files.flag(16, 16));
        assertThatThrownBy(() -> new ImageLimits(1 << 20, 1_000_000, 2).check(gif))
                .isInstanceOf(UndecodableImage.class)
                .hasMessage("the GIF has 3 frames, more than the 2 allowed");
    }

    @Test
    void countsTheFramesOfAnAnimatedPng() {
        byte[] still = Files.write(Files.flag(16, 16), "png");
        byte[] frames = ByteBuffer.allocate(8).putInt(500).putInt(0).array();
        byte[] animated = Files.inserted(still, 33, Files.chunk("acTL", frames));
        assertThat(ImageHeader.read(animated).frames()).isEqualTo(500);
    }

    @Test
    void readsTheSizeOfAnExtendedWebp() {
        byte[] size = {0x10, 0, 0, 0, 0x1f, 0x4e, 0, 0x0f, 0x27, 0};
        byte[] webp = ByteBuffer.allocate(30)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(UTF_8))
                .putInt(22)
                .put("WEBPVP8X".getBytes(UTF_8))
                .putInt(size.length)
                .put(size)
                .array();
        assertThat(ImageHeader.read(webp)).isEqualTo(new ImageHeader(ImageFormat.WEBP, 20_000, 10_000, 1, true, 1));
        assertRefused(webp, "the WebP is 20000 x 10000 = 200 Mpx, more than the 50 Mpx allowed");
    }

    @Test
    void saysThatAHeaderIsCut() {
        byte[] png = Arrays.copyOf(Files.write(Files.flag(16, 16), "png"), 20);
        assertRefused(png, "the PNG is truncated or damaged: its header is not whole");
    }

    @Test
    void refusesATiffWhoseTilesAreLargerThanItIs() {
        byte[] tiff = ByteBuffer.allocate(62)
                .put(new byte[] {'M', 'M', 0, '*'})
                .putInt(8)
                .putShort((short) 4)
                .put(Files.entry(256, 4, 100))
                .put(Files.entry(257, 4, 100))
                .put(Files.entry(322, 4, 1 << 20))
                .put(Files.entry(323, 4, 1 << 20))
                .array();
        assertRefused(tiff, "the TIFF is damaged: its tiles are larger than the picture");
    }

    @Test
    void answersDamageWithASentenceNeverOtherwise() throws IOException {
        byte[][] files = {
            Files.withExif(Files.jpeg(60, 40), 6),
            Files.write(Files.flag(60, 40), "png"),
            Files.write(Files.flag(60, 40), "gif"),
            Files.write(Files.flag(60, 40), "bmp"),
            Files.tiff(Files.flag(60, 40), "LZW"),
            ImageDecoderTest.webp(60, 40, 80)
        };
        ImageLimits limits = new ImageLimits(1 << 20, 1_000_000, 100);
        SplittableRandom random = new SplittableRandom(7);
        for (byte[] file : files) {
            for (int i = 0; i < 300; i++) {
                byte[] damaged = Arrays.copyOf(file, random.nextInt(8, file.length + 1));
                for (int hits = random.nextInt(1, 8); hits > 0; hits--) {
                    damaged[random.nextInt(Math.min(damaged.length, 400))] = (byte) random.nextInt();
                }
                try {
                    ImageDecoder.decode(damaged, limits).close();
                } catch (UndecodableImage e) {
                    assertThat(e).hasMessageNotContaining("OpenCV");
                }
            }
        }
    }

    private static void assertRefused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> ImageDecoder.decode(bytes, ImageLimits.DEFAULT))
                .isInstanceOf(UndecodableImage.class)
                .hasMessage(reason);
    }
}
