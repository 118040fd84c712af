package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Each channel lighter or darker on its own. A grey picture takes red's draw.
 *
 * @param probability how often
 * @param red up to how many levels of 255 are added or taken away
 * @param green likewise
 * @param blue likewise
 */
public record ChannelShift(
        @Default("0.5") double probability,
        @Default("20") double red,
        @Default("20") double green,
        @Default("20") double blue)
        implements PictureStep {
    public ChannelShift {
        Require.share("probability", probability);
        Require.between("red", red, 0, 255);
        Require.between("green", green, 0, 255);
        Require.between("blue", blue, 0, 255);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        return Levels.added(
                picture, Chance.around(red, random), Chance.around(green, random), Chance.around(blue, random));
    }
}
