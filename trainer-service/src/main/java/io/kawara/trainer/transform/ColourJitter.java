package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Brightness, contrast, saturation and hue, each by its own draw and in a drawn order, in torchvision's meaning: the first three blend the picture with
 * black, with its mean grey and with itself in grey.
 *
 * @param probability how often
 * @param brightness the factor is 1 plus or minus up to this, at least 0
 * @param contrast likewise
 * @param saturation likewise
 * @param hue up to which share of a whole turn, to either side, at most 0.5
 */
public record ColourJitter(
        @Default("1") double probability,
        @Default("0") double brightness,
        @Default("0") double contrast,
        @Default("0") double saturation,
        @Default("0") double hue)
        implements PictureStep {
    private static final int KINDS = 4;

    public ColourJitter {
        Require.share("probability", probability);
        Require.between("brightness", brightness, 0, 10);
        Require.between("contrast", contrast, 0, 10);
        Require.between("saturation", saturation, 0, 10);
        Require.between("hue", hue, 0, 0.5);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        double light = factor(brightness, random);
        double spread = factor(contrast, random);
        double coloured = factor(saturation, random);
        double turn = Chance.around(hue, random);
        var jittered = picture;
        for (int kind : Chance.permutation(KINDS, random)) {
            jittered = switch (kind) {
                case 0 -> light == 1 ? jittered : Levels.spread(jittered, 0, light);
                case 1 -> spread == 1 ? jittered : Levels.spread(jittered, Math.rint(jittered.meanGrey()), spread);
                case 2 -> coloured == 1 ? jittered : Levels.saturated(jittered, coloured);
                default -> turn == 0 ? jittered : HueCircle.moved(jittered, turn, 0, 0);
            };
        }
        return jittered;
    }

    private static double factor(double strength, SplittableRandom random) {
        double least = Math.max(0, 1 - strength);
        return least + (1 + strength - least) * random.nextDouble();
    }
}
