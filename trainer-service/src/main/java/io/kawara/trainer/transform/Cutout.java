package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Square holes around points anywhere in the picture, cut at its edges (DeVries and Taylor, Improved regularization with cutout, 2017).
 *
 * @param probability how often
 * @param holes how many
 * @param size each hole's side as a share of the picture's shorter one: one number, or [from, to]
 * @param fill a level from 0 to 255, {@code mean} (the picture's own) or {@code noise}
 */
public record Cutout(
        @Default("0.5") double probability,
        @Default("1") int holes,
        @Default("[0.3]") List<Double> size,
        @Default("0") String fill)
        implements PictureStep {
    private static final List<Double> ANY = List.of(0.0, 255.0);

    public Cutout {
        Require.share("probability", probability);
        Require.atLeast("holes", holes, 0);
        size = Require.range("size", size, 0, 1);
        Fill.require(fill);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        var filling = Fill.of(fill, ANY, picture, random);
        byte[] pixels = picture.pixels().clone();
        for (int i = 0; i < holes; i++) {
            int side = (int)
                    Math.round(Chance.within(size, random) * picture.size().shorter());
            int left = random.nextInt(picture.width()) - side / 2;
            int top = random.nextInt(picture.height()) - side / 2;
            filling.into(pixels, picture, left, top, side, side);
        }
        return picture.with(pixels);
    }
}
