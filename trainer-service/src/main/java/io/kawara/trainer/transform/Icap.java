package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Every picture is put together from the four quarters of four of the batch, each at its own place: what stands at the top stays at the top.
 *
 * @param probability how many of the batches, drawn anew for each
 * @param beta where the four meet, as shares drawn from Beta(beta, beta)
 */
public record Icap(
        @Default("0.5") double probability, @Default("1") double beta) implements BatchStep {
    public Icap {
        Require.share("probability", probability);
        Require.between("beta", beta, 1e-3, 1e3);
    }

    @Override
    public PictureBatch apply(PictureBatch batch, SplittableRandom random) {
        var quarters = Quarters.drawn(batch, beta, random);
        var fromX = new int[4];
        var fromY = new int[4];
        for (int k = 0; k < 4; k++) {
            fromX[k] = quarters.left(k);
            fromY[k] = quarters.top(k);
        }
        return quarters.put(batch, fromX, fromY);
    }
}
