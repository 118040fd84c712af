package io.kawara.trainer.augment;

import io.kawara.serving.ImageInput;
import io.kawara.trainer.transform.Interpolation;
import io.kawara.trainer.transform.PictureStep;
import io.kawara.trainer.transform.Raster;
import io.kawara.trainer.transform.Resize;
import io.kawara.trainer.transform.Size;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Steps in order, each as often as it says, then the model's size. Thread-safe.
 *
 * <p>Each step draws from a source of its own, so that changing one leaves the others' draws as they were.
 */
public final class Augmentation {
    private final List<PictureStep> steps;
    private final Size model;
    private final Resize.Policy policy;

    public Augmentation(List<PictureStep> steps, ImageInput input) {
        this.steps = List.copyOf(steps);
        model = new Size(input.width(), input.height());
        policy = Resize.Policy.valueOf(input.resize().name());
    }

    public Raster apply(Raster picture, SplittableRandom random) {
        var changed = picture;
        for (PictureStep step : steps) {
            var own = random.split();
            if (own.nextDouble() < step.probability()) {
                changed = step.apply(changed, model, own);
            }
        }
        return Resize.brought(changed, model, policy, Interpolation.BILINEAR);
    }
}
