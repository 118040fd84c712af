package io.kawara.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.recipe.Recipe;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
    @TempDir
    Path folder;

    @Test
    void addsUpPixelsExactly() {
        var statistics = new PixelStatistics(3);
        var red = new byte[2 * 2 * 3];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = (byte) 255;
        }
        try (var one = Image.of(2, 2, 3, red);
                var black = Image.of(4, 1, 3, new byte[12])) {
            statistics.add(one);
            statistics.add(black);
        }

        assertThat(statistics.means()).containsExactly(0.5, 0, 0);
        assertThat(statistics.deviations()).containsExactly(0.5, 0, 0);
    }

    @Test
    void describesPicturesAsTheModelSeesThem() throws IOException {
        Files.createDirectories(folder.resolve("cup"));
        Files.createDirectories(folder.resolve("pot"));
        grey("cup/a.png", 10, 6, 51);
        grey("cup/b.png", 20, 8, 51);
        grey("cup/c.png", 10, 6, 51);
        grey("pot/d.png", 30, 10, 255);
        Files.writeString(folder.resolve("r.yaml"), """
                name: things
                architecture: small-cnn
                input: {size: 16}
                data: {format: folders}
                split: {holdout: 0.5, folds: 2}
                train: {epochs: 1, batchSize: 1}
                """);
        var recipe = Recipe.read(folder.resolve("r.yaml"), List.of());

        var found = Statistics.of(new DataSource(recipe.data(), folder).read(), recipe, done -> {});

        assertThat(found.labels()).containsEntry("cup", 3).containsEntry("pot", 1);
        assertThat(found.widths()).isEqualTo(new Statistics.Spread(10, 20, 30));
        assertThat(found.heights()).isEqualTo(new Statistics.Spread(6, 8, 10));
        assertThat(found.pixels().means()[1]).isCloseTo((3 * 0.2 + 1) / 4, within(1e-9));
        assertThat(found.pixels().deviations()[1]).isCloseTo(Math.sqrt(3) / 4 * 0.8, within(1e-9));
        assertThat(found.repeated()).containsExactly(List.of("cup/a.png", "cup/c.png"));
    }

    private void grey(String name, int width, int height, int level) throws IOException {
        var pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) level);
        try (var image = Image.of(width, height, 1, pixels)) {
            Files.write(folder.resolve(name), image.toPng());
        }
    }
}
