package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import io.kawara.vision.Border;
import java.util.SplittableRandom;

/**
 * Turns around the middle.
 *
 * @param probability how often
 * @param degrees up to how many, to either side
 * @param border what comes in from beyond the edges
 * @param interpolation of pixels: {@code bilinear} or {@code bicubic}
 */
public record Rotate(
        @Default("1") double probability,
        double degrees,
        @Default("reflect") Border border,
        @Default("bilinear") Interpolation interpolation)
        implements PictureStep {
    public Rotate {
        Require.share("probability", probability);
        Require.between("degrees", degrees, 0, 180);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        var turn = Affine.around(picture.size(), Chance.around(degrees, random), 1, 0, 0);
        return Warp.of(picture, turn, border, interpolation);
    }
}
