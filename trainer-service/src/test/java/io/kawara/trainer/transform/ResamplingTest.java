package io.kawara.trainer.transform;

import static io.kawara.trainer.transform.Interpolation.BICUBIC;
import static io.kawara.trainer.transform.Interpolation.BILINEAR;
import static io.kawara.trainer.transform.Rasters.SLOPE;
import static io.kawara.trainer.transform.Rasters.grey;
import static io.kawara.trainer.transform.Rasters.levels;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResamplingTest {
    @Test
    void shrinksAsPilDoes() {
        var half = new Size(3, 2);

        assertThat(levels(Resampling.of(SLOPE, half, BILINEAR))).containsExactly(70, 132, 147, 150, 126, 152);
        assertThat(levels(Resampling.of(SLOPE, half, BICUBIC))).containsExactly(57, 138, 148, 160, 121, 155);
    }

    @Test
    void growsAndShrinksAtOnceAsPilDoes() {
        var size = new Size(8, 3);

        assertThat(levels(Resampling.of(SLOPE, size, BILINEAR)))
                .containsExactly(
                        16, 41, 71, 102, 131, 162, 163, 141, 80, 113, 153, 177, 122, 146, 138, 91, 143, 185, 167, 96,
                        88, 129, 179, 221);
        assertThat(levels(Resampling.of(SLOPE, size, BICUBIC)))
                .containsExactly(
                        9, 32, 63, 95, 136, 173, 169, 140, 76, 109, 162, 191, 117, 150, 138, 78, 145, 200, 179, 85, 79,
                        120, 185, 236);
    }

    @Test
    void takesAPartAsPilDoes() {
        assertThat(levels(Resampling.of(SLOPE, 1, 1, 4, 3, new Size(4, 4), BILINEAR)))
                .containsExactly(93, 140, 186, 233, 141, 196, 91, 146, 189, 156, 59, 122, 229, 43, 113, 183);
    }

    @Test
    void leavesAPictureOfTheSizeAlone() {
        assertThat(Resampling.of(SLOPE, SLOPE.size(), BICUBIC)).isSameAs(SLOPE);
    }

    @Test
    void bringsAPictureToASizeByEachPolicy() {
        var wide = grey(4, 2, 10, 20, 30, 40, 10, 20, 30, 40);

        assertThat(levels(brought(wide, 2, 2, Resize.Policy.STRETCH))).containsExactly(17, 33, 17, 33);
        assertThat(levels(brought(wide, 2, 2, Resize.Policy.CROP))).containsExactly(20, 30, 20, 30);
        assertThat(levels(brought(wide, 4, 4, Resize.Policy.FIT)))
                .containsExactly(255, 255, 255, 255, 10, 20, 30, 40, 10, 20, 30, 40, 255, 255, 255, 255);
        assertThat(brought(wide, 8, 8, Resize.Policy.LONGEST_SIDE).size()).isEqualTo(new Size(8, 4));
    }

    private static Raster brought(Raster picture, int width, int height, Resize.Policy policy) {
        return Resize.brought(picture, new Size(width, height), policy, BILINEAR);
    }
}
