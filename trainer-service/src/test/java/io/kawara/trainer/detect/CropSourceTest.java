package io.kawara.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.graph.Input;
import io.kawara.trainer.recipe.DetectorRecipe;
import io.kawara.trainer.recipe.StrictYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropSourceTest {
    private static final int SIZE = 64;

    @TempDir
    private Path folder;

    @Test
    void middlesLieOnTheInkAtEverySize() throws Exception {
        DrawnPages.write(folder, 3);
        var source = source("crops: {size: 64, scale: [0.6, 1.6], stretch: 1.3}");
        assertThat(source.size()).isEqualTo(3 * 4);
        int middles = 0;
        for (int epoch = 1; epoch <= 4; epoch++) {
            var batch = source.batch(epoch, 0, IntStream.range(0, 12).toArray());
            var pixels = ((Input.Images) batch.input()).pixels();
            int places = SIZE / 4;
            for (int crop = 0; crop < 12; crop++) {
                for (int place = 0; place < places * places; place++) {
                    if (batch.targets()[crop * 7 * places * places + place] == 1) {
                        middles++;
                        int x = place % places * 4 + 2;
                        int y = place / places * 4 + 2;
                        assertThat(pixels[((crop * SIZE + y) * SIZE + x) * 3] & 255)
                                .as("crop %d of epoch %d at (%d, %d)", crop, epoch, x, y)
                                .isLessThan(128);
                    }
                }
            }
        }
        assertThat(middles).isGreaterThan(100);
    }

    @Test
    void aBatchIsTheSameWheneverItIsAskedForAndNoTwoEpochsShowTheSame() throws Exception {
        DrawnPages.write(folder, 2);
        var source = source("augment: [{kind: brightness-contrast}]");
        var first = (Input.Images) source.batch(1, 0, new int[] {0, 5}).input();
        assertThat(((Input.Images) source("augment: [{kind: brightness-contrast}]")
                                .batch(1, 0, new int[] {0, 5})
                                .input())
                        .pixels())
                .isEqualTo(first.pixels());
        assertThat(((Input.Images) source.batch(2, 0, new int[] {0, 5}).input()).pixels())
                .isNotEqualTo(first.pixels());
    }

    @Test
    void charactersAreShownAsLargeAsTheCardWantsThemWhateverThePagesSize() throws Exception {
        DrawnPages.write(folder, 3);
        for (int wanted : new int[] {12, 24}) {
            var recipe = StrictYaml.parse(
                    "{name: n, page: {longSide: 999, character: " + wanted + "}, crops: {size: 96, scale: [1, 1],"
                            + " stretch: 1, visible: 1}, pages: [{}], train: {epochs: 1, batchSize: 1}}",
                    "test",
                    DetectorRecipe.class,
                    List.of());
            var source = new CropSource(PageSet.read(recipe, folder).measured(), recipe);
            var targets = source.batch(1, 0, IntStream.range(0, 12).toArray()).targets();
            int map = 24 * 24;
            var sides = IntStream.range(0, 12 * map)
                    .map(place -> place / map * 7 * map + place % map)
                    .filter(place -> targets[place] == 1)
                    .mapToDouble(place -> Math.sqrt((targets[place + map] + targets[place + 3 * map])
                            * (targets[place + 2 * map] + targets[place + 4 * map])))
                    .sorted()
                    .toArray();
            assertThat(sides[sides.length / 2]).isBetween(0.9 * wanted, 1.1 * wanted);
        }
    }

    @Test
    void aPageSmallerThanTheCropGoesOnAsItEnds() throws Exception {
        DrawnPages.write(folder, 1);
        var batch = source("crops: {size: 256, scale: [0.5, 0.5]}").batch(1, 0, new int[] {0});
        var pixels = ((Input.Images) batch.input()).pixels();
        assertThat(pixels[0] & 255).isGreaterThan(200); // paper, and not the black of nothing
        assertThat(pixels[pixels.length - 1] & 255).isGreaterThan(200);
    }

    private CropSource source(String keys) throws Exception {
        var recipe = StrictYaml.parse(
                "{name: n, page: {longSide: 160}, crops: {size: 64}, pages: [{}], train: {epochs: 1, batchSize: 1}}",
                "test",
                DetectorRecipe.class,
                List.of(keys.replaceFirst(": ", "=")));
        return new CropSource(PageSet.read(recipe, folder).measured(), recipe);
    }
}
