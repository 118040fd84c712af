package io.kawara.trainer.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.recipe.LetterKeys;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterFolderTest {
    @Test
    void writesPicturesAndTheCompetitionsTable(@TempDir Path folder) throws IOException {
        var generator = new LetterGenerator(DrawnGlyphs.of(2), LetterKeys.defaults(), 64, 9);
        var done = new AtomicInteger();

        new LetterFolder(generator, folder).write(100_000, 3, number -> done.incrementAndGet());

        assertThat(done).hasValue(3);
        var table = Files.readAllLines(folder.resolve("answers.csv"));
        assertThat(table).hasSize(4);
        assertThat(table.get(0)).startsWith("index,a,b,").endsWith(",y,z");
        for (int i = 0; i < 3; i++) {
            var expected = generator.draw(100_000 + i);
            assertThat(table.get(i + 1))
                    .isEqualTo(100_000 + i + ","
                            + IntStream.of(expected.answers())
                                    .mapToObj(Integer::toString)
                                    .collect(Collectors.joining(",")));
            assertThat(grey(Files.readAllBytes(folder.resolve(100_000 + i + ".png"))))
                    .isEqualTo(expected.pixels());
        }
    }

    @Test
    void pngHoldsEveryPixelOfAPictureThatIsNotSquare() throws IOException {
        var pixels = new byte[300 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        var bytes = GreyPng.bytes(300, 3, pixels);

        assertThat(grey(bytes)).isEqualTo(pixels);
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth()).isEqualTo(300);
    }

    private static byte[] grey(byte[] png) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        var levels = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        var bytes = new byte[levels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) levels[i];
        }
        return bytes;
    }
}
