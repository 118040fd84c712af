package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Light of another colour: the main directions of ImageNet's colours are added, each by a normal draw (Krizhevsky, Sutskever and Hinton, ImageNet
 * classification, 2012, 4.1). A grey picture takes the mean of the three channels' changes.
 *
 * @param probability how often
 * @param deviation of the draws; 0.1 in the paper
 */
public record PcaLighting(
        @Default("1") double probability, @Default("0.1") double deviation) implements PictureStep {
    /** Of the covariance of ImageNet's colours in [0,1]. */
    private static final double[] VALUES = {0.2175, 0.0188, 0.0045};

    private static final double[][] VECTORS = {
        {-0.5675, 0.7192, 0.4009}, {-0.5808, -0.0045, -0.8140}, {-0.5836, -0.6948, 0.4203}
    };

    public PcaLighting {
        Require.share("probability", probability);
        Require.between("deviation", deviation, 0, 10);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        var light = new double[3];
        for (int k = 0; k < 3; k++) {
            double along = deviation * random.nextGaussian() * VALUES[k];
            for (int c = 0; c < 3; c++) {
                light[c] += 255 * VECTORS[c][k] * along;
            }
        }
        return picture.isGrey()
                ? Levels.added(picture, (light[0] + light[1] + light[2]) / 3, 0, 0)
                : Levels.added(picture, light[0], light[1], light[2]);
    }
}
