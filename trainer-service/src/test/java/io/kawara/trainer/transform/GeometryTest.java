package io.kawara.trainer.transform;

import static io.kawara.trainer.transform.Rasters.COLOURS;
import static io.kawara.trainer.transform.Rasters.SLOPE;
import static io.kawara.trainer.transform.Rasters.after;
import static io.kawara.trainer.transform.Rasters.grey;
import static io.kawara.trainer.transform.Rasters.levels;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.vision.Border;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    private static final Raster SIX = grey(3, 2, 1, 2, 3, 4, 5, 6);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: rotate, degrees: 0}",
                "{kind: rotate, degrees: 0, interpolation: bicubic}",
                "{kind: shift-scale-rotate, shift: 0, scale: 0, rotate: 0}",
                "{kind: reframe}",
                "{kind: resize}",
                "{kind: random-resized-crop, scale: 1, ratio: [1.3333333333, 1.3333333333]}"
            })
    void changesNothingAtMagnitudeZero(String step) {
        assertThat(levels(after(step, COLOURS, 3))).containsExactly(levels(COLOURS));
    }

    @Test
    void movesWholePixelsAsTheirNamesSay() {
        assertThat(levels(Turn.MIRRORED.of(SIX))).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(levels(Turn.UPSIDE_DOWN.of(SIX))).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(levels(Turn.HALF.of(SIX))).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(levels(Turn.CLOCKWISE.of(SIX))).containsExactly(4, 1, 5, 2, 6, 3);
        assertThat(levels(Turn.COUNTERCLOCKWISE.of(SIX))).containsExactly(3, 6, 2, 5, 1, 4);
        assertThat(Turn.CLOCKWISE.of(SIX).size()).isEqualTo(new Size(2, 3));
    }

    @Test
    void flips() {
        assertThat(levels(after("{kind: horizontal-flip}", SIX, 1))).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(levels(after("{kind: vertical-flip}", SIX, 1))).containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void drawsEachQuarterAsOften() {
        var counts = new HashMap<Byte, Integer>();
        var random = new SplittableRandom(5);
        for (int i = 0; i < 4000; i++) {
            var turned = new Rotate90(1).apply(SIX, SIX.size(), random);
            counts.merge(turned.pixels()[0], 1, Integer::sum);
        }

        assertThat(counts.values())
                .hasSize(4)
                .allSatisfy(count -> assertThat(count).isBetween(900, 1100));
    }

    @Test
    void aWarpOfNinetyDegreesIsTheExactTurn() {
        var square = grey(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        var turned = Warp.of(square, Affine.around(square.size(), 90, 1, 0, 0), Border.BLACK, Interpolation.BILINEAR);

        assertThat(levels(turned)).containsExactly(levels(Turn.CLOCKWISE.of(square)));
    }

    @Test
    void aShiftBringsInWhatTheBorderSays() {
        var row = grey(4, 1, 10, 20, 30, 40);
        var right = Affine.around(row.size(), 0, 1, 2, 0);

        assertThat(levels(Warp.of(row, right, Border.REFLECT, Interpolation.BILINEAR)))
                .containsExactly(30, 20, 10, 20);
        assertThat(levels(Warp.of(row, right, Border.REPLICATE, Interpolation.BILINEAR)))
                .containsExactly(10, 10, 10, 20);
        assertThat(levels(Warp.of(row, right, Border.WHITE, Interpolation.BICUBIC)))
                .containsExactly(255, 255, 10, 20);
        assertThat(levels(Warp.of(row, right, Border.BLACK, Interpolation.BILINEAR)))
                .containsExactly(0, 0, 10, 20);
    }

    @Test
    void halfAPixelIsTheMeanOfTwo() {
        var row = grey(4, 1, 10, 20, 30, 40);
        var half = Affine.around(row.size(), 0, 1, 0.5, 0);

        assertThat(levels(Warp.of(row, half, Border.REPLICATE, Interpolation.BILINEAR)))
                .containsExactly(10, 15, 25, 35);
    }

    @Test
    void enlargesAroundTheMiddle() {
        var row = grey(5, 1, 0, 40, 80, 120, 160);
        var twice = Affine.around(row.size(), 0, 2, 0, 0);

        assertThat(levels(Warp.of(row, twice, Border.BLACK, Interpolation.BILINEAR)))
                .containsExactly(40, 60, 80, 100, 120);
    }

    @Test
    void cropsPartsOfTheAreaAndShapeAskedFor() {
        // A level says where it was cut out: each crop of a ramp spans its own share of it.
        var ramp = grey(
                100,
                100,
                java.util.stream.IntStream.range(0, 10_000)
                        .map(i -> 2 * (i % 100))
                        .toArray());
        for (int seed = 0; seed < 50; seed++) {
            var crop = levels(after("{kind: random-resized-crop, scale: [0.25, 0.36], ratio: 1}", ramp, seed));
            int span = crop[99] - crop[0];
            assertThat(span / 2).isBetween(48, 60);
        }
    }

    @Test
    void aStepDrawsTheSameFromTheSameSeed() {
        String step = "{kind: shift-scale-rotate}";

        assertThat(levels(after(step, SLOPE, 7))).containsExactly(levels(after(step, SLOPE, 7)));
        assertThat(levels(after(step, SLOPE, 7))).isNotEqualTo(levels(after(step, SLOPE, 8)));
    }
}
