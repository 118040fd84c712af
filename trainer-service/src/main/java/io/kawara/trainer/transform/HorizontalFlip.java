package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Left becomes right.
 *
 * @param probability how often
 */
public record HorizontalFlip(@Default("0.5") double probability) implements PictureStep {
    public HorizontalFlip {
        Require.share("probability", probability);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        return Turn.MIRRORED.of(picture);
    }
}
