package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Saturation, then contrast around the picture's mean, then brightness: what {@code augment}'s short keys say.
 *
 * @param brightness up to which share of the full range is added or taken away
 * @param contrast up to which share the distances from the mean grow or shrink
 * @param saturation up to which share the distances from grey grow or shrink
 */
public record Tone(
        @Default("0") double brightness,
        @Default("0") double contrast,
        @Default("0") double saturation) implements PictureStep {
    public Tone {
        Require.share("brightness", brightness);
        Require.share("contrast", contrast);
        Require.share("saturation", saturation);
    }

    @Override
    public double probability() {
        return 1;
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        double lighter = 255 * Chance.around(brightness, random);
        double spread = 1 + Chance.around(contrast, random);
        double coloured = 1 + Chance.around(saturation, random);
        var saturated = saturation == 0 ? picture : Levels.saturated(picture, coloured);
        double mean = contrast == 0 ? 0 : saturated.meanGrey();
        return Levels.mapped(saturated, v -> mean + spread * (v - mean) + lighter);
    }
}
