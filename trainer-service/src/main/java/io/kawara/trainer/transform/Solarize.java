package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Levels from a threshold on are inverted.
 *
 * @param probability how often
 * @param threshold the level, from and to; 256 inverts nothing
 */
public record Solarize(
        @Default("0.5") double probability,
        @Default("[128]") List<Double> threshold) implements PictureStep {
    public Solarize {
        Require.share("probability", probability);
        threshold = Require.range("threshold", threshold, 0, 256);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        return Levels.solarized(picture, Chance.within(threshold, random));
    }
}
