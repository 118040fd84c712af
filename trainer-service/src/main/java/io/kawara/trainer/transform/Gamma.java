package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Levels, in [0,1], to a power.
 *
 * @param probability how often
 * @param gamma the power, from and to; below 1 brightens, above 1 darkens
 */
public record Gamma(
        @Default("0.5") double probability,
        @Default("[0.8, 1.2]") List<Double> gamma) implements PictureStep {
    public Gamma {
        Require.share("probability", probability);
        gamma = Require.range("gamma", gamma, 0.01, 100);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        double power = Chance.within(gamma, random);
        return Levels.mapped(picture, v -> 255 * Math.pow(v / 255, power));
    }
}
