package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Hue, saturation and value moved.
 *
 * @param probability how often
 * @param hue up to how many degrees, to either side; OpenCV and Albumentations count hues in steps of 2 degrees, so their 7 is 14 here
 * @param saturation up to how many levels of 255 are added or taken away
 * @param value likewise
 */
public record Hsv(
        @Default("0.5") double probability,
        @Default("14") double hue,
        @Default("30") double saturation,
        @Default("30") double value)
        implements PictureStep {
    public Hsv {
        Require.share("probability", probability);
        Require.between("hue", hue, 0, 180);
        Require.between("saturation", saturation, 0, 255);
        Require.between("value", value, 0, 255);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        double turn = Chance.around(hue / 360, random);
        double coloured = Chance.around(saturation / 255, random);
        double lighter = Chance.around(value / 255, random);
        return HueCircle.moved(picture, turn, coloured, lighter);
    }
}
