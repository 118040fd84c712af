package io.kawara.trainer.transform;

import static io.kawara.trainer.transform.Rasters.COLOURS;
import static io.kawara.trainer.transform.Rasters.SLOPE;
import static io.kawara.trainer.transform.Rasters.after;
import static io.kawara.trainer.transform.Rasters.grey;
import static io.kawara.trainer.transform.Rasters.levels;
import static io.kawara.trainer.transform.Rasters.rgb;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {
    private static final Raster FOUR = rgb(2, 2, 200, 30, 90, 12, 240, 77, 5, 5, 5, 255, 128, 0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: tone}",
                "{kind: brightness-contrast, brightness: 0, contrast: 0}",
                "{kind: gamma, gamma: 1}",
                "{kind: hsv, hue: 0, saturation: 0, value: 0}",
                "{kind: colour-jitter}",
                "{kind: pca-lighting, deviation: 0}",
                "{kind: solarize, threshold: 256}",
                "{kind: channel-shift, red: 0, green: 0, blue: 0}"
            })
    void changesNothingAtMagnitudeZero(String step) {
        assertThat(levels(after(step, COLOURS, 3))).containsExactly(levels(COLOURS));
        assertThat(levels(after(step, SLOPE, 3))).containsExactly(levels(SLOPE));
    }

    @Test
    void greyIsThatOfPil() {
        assertThat(levels(after("{kind: random-grey}", FOUR, 1)))
                .containsExactly(88, 88, 88, 153, 153, 153, 5, 5, 5, 151, 151, 151);
    }

    @Test
    void saturationAndContrastBlendAsInPilWhichCutsPartsOfALevelOff() {
        assertThat(levels(Levels.saturated(FOUR, 1.5))).containsExactly(255, 1, 91, 0, 255, 39, 5, 5, 5, 255, 117, 0);
        assertThat(levels(Levels.spread(FOUR, Math.rint(FOUR.meanGrey()), 1.5)))
                .containsExactly(251, 0, 86, 0, 255, 66, 0, 0, 0, 255, 143, 0);
    }

    @Test
    void aQuarterTurnOfTheHueIsThatOfTheColourCircle() {
        // As Python's colorsys has it.
        var three = rgb(3, 1, 200, 30, 90, 12, 240, 77, 5, 5, 5);

        assertThat(levels(HueCircle.moved(three, 0.25, 0, 0))).containsExactly(175, 200, 30, 12, 61, 240, 5, 5, 5);
        assertThat(levels(HueCircle.moved(three, 0.25, -0.2, 0.1)))
                .containsExactly(204, 226, 79, 64, 105, 255, 31, 31, 31);
    }

    @Test
    void aWholeTurnOfTheHueChangesNothing() {
        assertThat(levels(HueCircle.moved(COLOURS, 1, 0, 0))).containsExactly(levels(COLOURS));
        assertThat(levels(HueCircle.moved(HueCircle.moved(FOUR, 1 / 3.0, 0, 0), -1 / 3.0, 0, 0)))
                .containsExactly(levels(FOUR));
    }

    @Test
    void solarizesFromTheThresholdOn() {
        assertThat(levels(after("{kind: solarize, threshold: 100}", grey(4, 1, 0, 99, 100, 255), 1)))
                .containsExactly(0, 99, 155, 0);
    }

    @Test
    void gammaBelowOneBrightens() {
        assertThat(levels(after("{kind: gamma, gamma: 0.5}", grey(3, 1, 0, 64, 255), 1)))
                .containsExactly(0, 128, 255);
    }

    @Test
    void movesChannelsOnTheirOwn() {
        var shifted = levels(after("{kind: channel-shift, red: 100, green: 0, blue: 0}", rgb(1, 1, 100, 100, 100), 4));

        assertThat(shifted[0]).isNotEqualTo(100);
        assertThat(shifted[1]).isEqualTo(100);
        assertThat(shifted[2]).isEqualTo(100);
    }

    @Test
    void jitterKeepsToItsFactors() {
        var step = new ColourJitter(1, 0.5, 0, 0, 0);
        var random = new SplittableRandom(3);
        int least = 255;
        int most = 0;
        for (int i = 0; i < 500; i++) {
            int level = levels(step.apply(grey(1, 1, 100), new Size(1, 1), random))[0];
            least = Math.min(least, level);
            most = Math.max(most, level);
        }

        assertThat(least).isBetween(50, 52);
        assertThat(most).isBetween(148, 150);
    }

    @Test
    void lightingFollowsTheDirectionsOfImageNet() {
        // One deviation along the first direction alone moves blue most, then green, then red.
        var random = new SplittableRandom(1);
        double red = 0;
        double blue = 0;
        for (int i = 0; i < 2000; i++) {
            int[] lit = levels(new PcaLighting(1, 0.5).apply(rgb(1, 1, 128, 128, 128), new Size(1, 1), random));
            red += Math.pow(lit[0] - 128, 2);
            blue += Math.pow(lit[2] - 128, 2);
        }
        double first = 255 * 0.5 * 0.2175;
        double expected = Math.pow(first * 0.5675, 2) + Math.pow(255 * 0.5 * 0.0188 * 0.7192, 2);

        assertThat(red / 2000).isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(10));
        assertThat(blue).isGreaterThan(red);
    }

    @Test
    void brightnessAndContrastAreAboutBlack() {
        var step = new BrightnessContrast(1, 0, 0.5);
        for (int seed = 0; seed < 20; seed++) {
            int[] levels = levels(step.apply(grey(2, 1, 0, 100), new Size(2, 1), new SplittableRandom(seed)));
            assertThat(levels[0]).isZero();
            assertThat(levels[1]).isBetween(50, 150);
        }
    }
}
