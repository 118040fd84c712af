package io.kawara.trainer.augment;

import io.kawara.trainer.transform.BatchStep;
import io.kawara.trainer.transform.PictureBatch;
import java.util.List;
import java.util.SplittableRandom;

/** Steps that each change a whole batch, as many of the batches as they say. Thread-safe. */
final class Mixing {
    private final List<BatchStep> steps;

    Mixing(List<BatchStep> steps) {
        this.steps = List.copyOf(steps);
    }

    PictureBatch apply(PictureBatch batch, SplittableRandom random) {
        var changed = batch;
        for (BatchStep step : steps) {
            var own = random.split();
            // Batch random erasing draws for each picture of a batch, everything else for the batch.
            if (step.drawsForEachPicture() || own.nextDouble() < step.probability()) {
                changed = step.apply(changed, own);
            }
        }
        return changed;
    }
}
