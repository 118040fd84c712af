package io.kawara.trainer.transform;

import static io.kawara.trainer.transform.Rasters.after;
import static io.kawara.trainer.transform.Rasters.grey;
import static io.kawara.trainer.transform.Rasters.levels;
import static io.kawara.trainer.transform.Rasters.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErasingTest {
    private static final Raster GREY = grey(20, 20, filled(400, 100));

    @Test
    void cutsOneSquareOfTheSize() {
        for (int seed = 0; seed < 30; seed++) {
            int[] levels = levels(after("{kind: cutout, size: 0.5, fill: 7}", GREY, seed));
            var hole = Hole.of(levels, 20, 100);

            assertThat(levels).containsOnly(100, 7);
            assertThat(hole.width()).isBetween(5, 10); // half of it may stand out at an edge
            assertThat(hole.height()).isBetween(5, 10);
            assertThat(hole.count()).isEqualTo(hole.width() * hole.height());
        }
    }

    @Test
    void erasesARectangleOfTheAreaAndShape() {
        var erasing = (PictureStep) step("{kind: random-erasing, fill: 0}");
        for (int seed = 0; seed < 200; seed++) {
            int[] levels = levels(erasing.apply(GREY, GREY.size(), new SplittableRandom(seed)));
            var hole = Hole.of(levels, 20, 100);

            assertThat(hole.count()).isEqualTo(hole.width() * hole.height()).isBetween(4, 180);
            assertThat(hole.width()).isLessThan(20);
            assertThat(hole.height()).isLessThan(20);
            assertThat((double) hole.height() / hole.width()).isBetween(0.2, 5.0);
        }
    }

    @Test
    void fillsWithNoiseOfTheLevelsAskedFor() {
        int[] levels = levels(after("{kind: random-erasing, area: 0.4, ratio: 1, noise: [150, 243]}", GREY, 2));
        int[] noise = Arrays.stream(levels).filter(level -> level != 100).toArray();

        assertThat(noise.length).isGreaterThan(100);
        assertThat(Arrays.stream(noise).boxed())
                .allSatisfy(level -> assertThat(level).isBetween(150, 243));
        assertThat(Arrays.stream(noise).distinct().count()).isGreaterThan(40);
    }

    @Test
    void fillsWithTheMean() {
        var halves = grey(4, 1, 0, 0, 200, 200);

        assertThat(levels(after("{kind: cutout, holes: 20, size: 1, fill: mean}", halves, 2)))
                .containsOnly(100);
    }

    @Test
    void leavesAPictureThatNoRectangleFitsInto() {
        assertThat(levels(after("{kind: random-erasing}", grey(1, 1, 9), 2))).containsExactly(9);
    }

    @Test
    void refusesAFillThatIsNone() {
        assertThatThrownBy(() -> step("{kind: cutout, fill: 300}"))
                .hasMessageContaining("recipe.yaml:1: 'fill' is a level from 0 to 255, 'mean' or 'noise', not '300'");
    }

    @Test
    void erasesPicturesOfABatchEachOnItsOwn() {
        var pixels = new byte[64 * 100];
        Arrays.fill(pixels, (byte) 50);
        var batch = new PictureBatch(64, 10, 10, 1, pixels, new float[128], null);
        var erased = new BatchRandomErasing(
                        0.5, java.util.List.of(0.1), java.util.List.of(1.0), "0", java.util.List.of(0.0))
                .apply(batch, new SplittableRandom(1));
        int changed = 0;
        for (int i = 0; i < 64; i++) {
            var picture = Arrays.copyOfRange(erased.pixels(), i * 100, (i + 1) * 100);
            changed += Arrays.equals(picture, Arrays.copyOf(pixels, 100)) ? 0 : 1;
        }

        assertThat(changed).isBetween(22, 42);
        assertThat(pixels).containsOnly(50);
    }

    private static int[] filled(int count, int level) {
        var levels = new int[count];
        Arrays.fill(levels, level);
        return levels;
    }

    private record Hole(int width, int height, int count) {
        static Hole of(int[] levels, int width, int untouched) {
            int left = Integer.MAX_VALUE;
            int right = -1;
            int top = Integer.MAX_VALUE;
            int bottom = -1;
            int count = 0;
            for (int i = 0; i < levels.length; i++) {
                if (levels[i] != untouched) {
                    left = Math.min(left, i % width);
                    right = Math.max(right, i % width);
                    top = Math.min(top, i / width);
                    bottom = Math.max(bottom, i / width);
                    count++;
                }
            }
            return new Hole(right - left + 1, bottom - top + 1, count);
        }
    }
}
