package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Cuts out a part of a drawn area and shape and brings it to the model's size (Szegedy et al., Going deeper with convolutions, 2015; draws as in
 * torchvision).
 *
 * @param probability how often; the whole picture otherwise
 * @param scale the part's share of the area, from and to
 * @param ratio its width over its height, from and to, drawn evenly in logarithms
 * @param interpolation of pixels: {@code bilinear} or {@code bicubic}
 */
public record RandomResizedCrop(
        @Default("1") double probability,
        @Default("[0.08, 1]") List<Double> scale,
        @Default("[0.75, 1.3333333333]") List<Double> ratio,
        @Default("bilinear") Interpolation interpolation)
        implements PictureStep {
    private static final int TRIES = 10;

    public RandomResizedCrop {
        Require.share("probability", probability);
        scale = Require.range("scale", scale, 1e-6, 1);
        ratio = Require.range("ratio", ratio, 1e-3, 1e3);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        var logarithms = ratio.stream().map(Math::log).toList();
        double area = (double) picture.width() * picture.height();
        for (int i = 0; i < TRIES; i++) {
            double part = area * Chance.within(scale, random);
            double shape = Math.exp(Chance.within(logarithms, random));
            int width = (int) Math.rint(Math.sqrt(part * shape));
            int height = (int) Math.rint(Math.sqrt(part / shape));
            if (width > 0 && width <= picture.width() && height > 0 && height <= picture.height()) {
                int left = random.nextInt(picture.width() - width + 1);
                int top = random.nextInt(picture.height() - height + 1);
                return Resampling.of(picture, left, top, width, height, model, interpolation);
            }
        }
        return middle(picture, model);
    }

    /** As much of the middle as has a shape that is allowed. */
    private Raster middle(Raster picture, Size model) {
        double shape = (double) picture.width() / picture.height();
        double allowed = Math.max(ratio.get(0), Math.min(ratio.get(1), shape));
        double width = Math.min(picture.width(), picture.height() * allowed);
        double height = width / allowed;
        return Resampling.of(
                picture,
                (picture.width() - width) / 2,
                (picture.height() - height) / 2,
                width,
                height,
                model,
                interpolation);
    }
}
