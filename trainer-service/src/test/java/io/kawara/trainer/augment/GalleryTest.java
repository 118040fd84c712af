package io.kawara.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.transform.Raster;
import io.kawara.trainer.transform.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
    private static final Path DOCS = Path.of("..", "docs", "augmentation");

    @TempDir
    Path folder;

    @Test
    void showsEveryKindOfStep() {
        var shown = Exhibit.all().stream()
                .flatMap(exhibit -> exhibit.steps().stream())
                .map(Object::getClass)
                .distinct()
                .toList();

        assertThat(shown).containsAll(kinds(Step.class).toList());
    }

    @Test
    void drawsAStripOfEachAndAPage() throws IOException {
        new Gallery(null).write(Exhibit.all(), folder);

        for (Exhibit exhibit : Exhibit.all()) {
            var strip = ImageIO.read(folder.resolve(exhibit.name() + ".png").toFile());
            assertThat(colours(strip)).as(exhibit.name()).isGreaterThan(8);
            assertThat(folder.resolve(exhibit.name() + ".png"))
                    .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                    .hasSizeLessThan(60_000);
        }
        assertThat(folder.resolve("README.md")).content().contains("![cutout](cutout.png)");
    }

    @Test
    void theDocumentsShowWhatTheCommandDraws() {
        assertThat(DOCS.resolve("README.md")).hasContent(GalleryPage.of(Exhibit.all()));
        assertThat(Exhibit.all())
                .allSatisfy(exhibit ->
                        assertThat(DOCS.resolve(exhibit.name() + ".png")).isNotEmptyFile());
    }

    @Test
    void showsAPictureOfOnesOwn() throws IOException {
        var red = new byte[300 * 100 * 3];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = (byte) 255;
        }
        var flip = Exhibit.all().stream()
                .filter(exhibit -> exhibit.name().equals("horizontal-flip"))
                .toList();
        new Gallery(new Raster(300, 100, 3, red)).write(flip, folder);
        BufferedImage strip = ImageIO.read(folder.resolve("horizontal-flip.png").toFile());

        assertThat(strip.getRGB(50, strip.getHeight() / 2 + 8)).isEqualTo(0xFFFF0000);
    }

    private static long colours(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }

    private static Stream<Class<?>> kinds(Class<?> step) {
        return step.isRecord()
                ? Stream.of(step)
                : Arrays.stream(step.getPermittedSubclasses()).flatMap(GalleryTest::kinds);
    }
}
