package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Levels multiplied by 1 plus or minus the contrast's draw, then moved by the brightness's draw (Albumentations' random brightness and contrast).
 *
 * @param probability how often
 * @param brightness up to which share of the full range is added or taken away
 * @param contrast up to which share the levels grow or shrink
 */
public record BrightnessContrast(
        @Default("0.5") double probability,
        @Default("0.2") double brightness,
        @Default("0.2") double contrast) implements PictureStep {
    public BrightnessContrast {
        Require.share("probability", probability);
        Require.share("brightness", brightness);
        Require.share("contrast", contrast);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        double factor = 1 + Chance.around(contrast, random);
        double lighter = 255 * Chance.around(brightness, random);
        return Levels.mapped(picture, v -> factor * v + lighter);
    }
}
