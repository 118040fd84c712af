package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * So many operations drawn from fourteen, all at one magnitude (Cubuk et al., RandAugment, 2019; ranges as in torchvision).
 *
 * @param probability how often
 * @param operations how many in a row, the paper's N
 * @param magnitude from 0, which changes next to nothing, to 10, the paper's M
 */
public record RandAugment(
        @Default("1") double probability,
        @Default("2") int operations,
        @Default("9") double magnitude) implements PictureStep {
    private static final double MOST = 10;
    private static final Operation[] ALL = {
        Operation.IDENTITY,
        Operation.SHEAR_X,
        Operation.SHEAR_Y,
        Operation.SHIFT_X,
        Operation.SHIFT_Y,
        Operation.ROTATE,
        Operation.BRIGHTNESS,
        Operation.SATURATION,
        Operation.CONTRAST_AROUND_MEAN,
        Operation.SHARPNESS,
        Operation.POSTERIZE,
        Operation.SOLARIZE,
        Operation.AUTOCONTRAST,
        Operation.EQUALIZE
    };

    public RandAugment {
        Require.share("probability", probability);
        Require.atLeast("operations", operations, 1);
        Require.between("magnitude", magnitude, 0, MOST);
    }

    @Override
    public Raster apply(Raster picture, Size model, SplittableRandom random) {
        var changed = picture;
        for (int i = 0; i < operations; i++) {
            var operation = ALL[random.nextInt(ALL.length)];
            double sign = random.nextBoolean() ? 1 : -1;
            changed = changed(changed, operation, magnitude / MOST, sign, random);
        }
        return changed;
    }

    static Raster changed(Raster picture, Operation operation, double strength, double sign, SplittableRandom random) {
        return switch (operation) {
            // In the paper, as in PIL, brightness is a factor: a blend with black.
            case BRIGHTNESS -> Levels.spread(picture, 0, 1 + sign * 0.9 * strength);
            case SATURATION, CONTRAST_AROUND_MEAN, SHARPNESS ->
                operation.apply(picture, 1 + sign * 0.9 * strength, random);
            case SHEAR_X, SHEAR_Y -> operation.apply(picture, sign * 0.3 * strength, random);
            case SHIFT_X, SHIFT_Y -> operation.apply(picture, sign * 150 / 331 * strength, random);
            case ROTATE -> operation.apply(picture, sign * 30 * strength, random);
            case POSTERIZE -> operation.apply(picture, 8 - Math.rint(4 * strength), random);
            case SOLARIZE -> operation.apply(picture, 256 * (1 - strength), random);
            default -> operation.apply(picture, 0, random);
        };
    }
}
