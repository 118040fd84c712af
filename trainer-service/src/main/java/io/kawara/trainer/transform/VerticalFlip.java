package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * The top becomes the bottom.
 *
 * @param probability how often
 */
public record VerticalFlip(@Default("0.5") double probability) implements PictureStep {
    public VerticalFlip {
        Require.share("probability", probability);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        return Turn.UPSIDE_DOWN.of(picture);
    }
}
