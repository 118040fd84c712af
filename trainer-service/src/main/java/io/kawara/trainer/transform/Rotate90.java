package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Turns by 0, 90, 180 or 270 degrees, each as often. A picture that is not square changes its shape, and is brought back to the model's at the end.
 *
 * @param probability how often one of the four is drawn
 */
public record Rotate90(@Default("1") double probability) implements PictureStep {
    private static final Turn[] QUARTERS = {Turn.NONE, Turn.CLOCKWISE, Turn.HALF, Turn.COUNTERCLOCKWISE};

    public Rotate90 {
        Require.share("probability", probability);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        return QUARTERS[random.nextInt(QUARTERS.length)].of(picture);
    }
}
