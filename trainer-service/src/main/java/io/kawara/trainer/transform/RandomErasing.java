package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A rectangle of a drawn area and shape is erased (Zhong et al., Random erasing data augmentation, 2017): up to 100 draws until one is smaller than the
 * picture in both directions, none otherwise.
 *
 * @param probability how often
 * @param area the rectangle's share of the area, from and to
 * @param ratio its height over its width, from and to, drawn evenly
 * @param fill a level from 0 to 255, {@code mean} (the picture's own) or {@code noise}
 * @param noise the levels that noise is drawn from; where a model's inputs are normalised by a mean m and a deviation s, both of 1, noise from 0 to 1
 *     after that is {@code [255 m, 255 (m + s)]} here
 */
public record RandomErasing(
        @Default("0.5") double probability,
        @Default("[0.02, 0.4]") List<Double> area,
        @Default("[0.3, 3.3333333333]") List<Double> ratio,
        @Default("noise") String fill,
        @Default("[0, 255]") List<Double> noise)
        implements PictureStep {
    private static final int TRIES = 100;

    public RandomErasing {
        Require.share("probability", probability);
        area = Require.range("area", area, 0, 1);
        ratio = Require.range("ratio", ratio, 1e-3, 1e3);
        Fill.require(fill);
        noise = Require.range("noise", noise, 0, 255);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        for (int i = 0; i < TRIES; i++) {
            double part = Chance.within(area, random) * picture.width() * picture.height();
            double shape = Chance.within(ratio, random);
            int height = (int) Math.rint(Math.sqrt(part * shape));
            int width = (int) Math.rint(Math.sqrt(part / shape));
            if (width < picture.width() && height < picture.height()) {
                int left = random.nextInt(picture.width() - width + 1);
                int top = random.nextInt(picture.height() - height + 1);
                byte[] pixels = picture.pixels().clone();
                Fill.of(fill, noise, picture, random).into(pixels, picture, left, top, width, height);
                return picture.with(pixels);
            }
        }
        return picture;
    }
}
