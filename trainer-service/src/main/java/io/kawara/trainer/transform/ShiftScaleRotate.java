package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import io.kawara.vision.Border;
import java.util.SplittableRandom;

/**
 * Moves, enlarges and turns in one step (Albumentations).
 *
 * @param probability how often
 * @param shift up to which share of each side, to either side
 * @param scale enlarged by 1 plus or minus up to this
 * @param rotate up to how many degrees, to either side
 * @param border what comes in from beyond the edges
 * @param interpolation of pixels: {@code bilinear} or {@code bicubic}
 */
public record ShiftScaleRotate(
        @Default("0.5") double probability,
        @Default("0.0625") double shift,
        @Default("0.1") double scale,
        @Default("45") double rotate,
        @Default("reflect") Border border,
        @Default("bilinear") Interpolation interpolation)
        implements PictureStep {
    public ShiftScaleRotate {
        Require.share("probability", probability);
        Require.share("shift", shift);
        Require.between("scale", scale, 0, 0.99);
        Require.between("rotate", rotate, 0, 180);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        double degrees = Chance.around(rotate, random);
        double enlarged = 1 + Chance.around(scale, random);
        double right = Chance.around(shift, random) * picture.width();
        double down = Chance.around(shift, random) * picture.height();
        var moved = Affine.around(picture.size(), degrees, enlarged, right, down);
        return Warp.of(picture, moved, border, interpolation);
    }
}
