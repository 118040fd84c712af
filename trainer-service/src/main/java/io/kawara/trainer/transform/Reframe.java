package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import io.kawara.vision.Border;
import java.util.SplittableRandom;

/**
 * Crop, stretch, turn, shift and mirror in one drawing at the model's size: what {@code augment}'s short keys say. Beyond the picture's edge its edge goes
 * on.
 *
 * @param flip how often the picture is mirrored
 * @param crop the smallest share of the area that is cut out and enlarged, 1 for the whole picture
 * @param stretch by how much the crop's sides may differ in scale; 1 for not at all
 * @param rotate up to how many degrees, to either side
 * @param shift by up to which share of a side
 */
public record Reframe(
        @Default("0") double flip,
        @Default("1") double crop,
        @Default("1") double stretch,
        @Default("0") double rotate,
        @Default("0") double shift)
        implements PictureStep {
    public Reframe {
        Require.share("flip", flip);
        Require.between("crop", crop, 1e-6, 1);
        Require.atLeast("stretch", stretch, 1);
        Require.between("rotate", rotate, 0, 180);
        Require.share("shift", shift);
    }

    @Override
    public double probability() {
        return 1;
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        // Every draw is made whatever the keys are, so that changing one leaves the others' draws as they were.
        double mirror = random.nextDouble() < flip ? -1 : 1;
        double side = Math.sqrt(crop + (1 - crop) * random.nextDouble());
        double shape = Math.pow(stretch, random.nextDouble() - 0.5);
        double angle = Math.toRadians(Chance.around(rotate, random));
        double room = (1 - side) / 2;
        double centreX = 0.5 + Chance.around(room, random) + Chance.around(shift, random);
        double centreY = 0.5 + Chance.around(room, random) + Chance.around(shift, random);
        double scaleX = side * shape * mirror * picture.width();
        double scaleY = side / shape * picture.height();
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double left = 0.5 / model.width() - 0.5;
        double top = 0.5 / model.height() - 0.5;
        var from = new Affine(
                scaleX * cos / model.width(),
                -scaleX * sin / model.height(),
                centreX * picture.width() + scaleX * (cos * left - sin * top) - 0.5,
                scaleY * sin / model.width(),
                scaleY * cos / model.height(),
                centreY * picture.height() + scaleY * (sin * left + cos * top) - 0.5);
        return Warp.of(picture, from, model, Border.REPLICATE, Interpolation.BILINEAR);
    }
}
