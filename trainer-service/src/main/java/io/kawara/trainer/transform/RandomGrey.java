package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * All colours become grey; the channels stay three.
 *
 * @param probability how often
 */
public record RandomGrey(@Default("0.1") double probability) implements PictureStep {
    public RandomGrey {
        Require.share("probability", probability);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        return Levels.saturated(picture, 0);
    }
}
