package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Every picture is put together from parts of four of the batch, each cropped anywhere (Takahashi, Matsubara and Uehara, RICAP, 2018). One cut and four crops
 * a batch.
 *
 * @param probability how many of the batches
 * @param beta where the four meet, as shares drawn from Beta(beta, beta)
 */
public record Ricap(
        @Default("1") double probability, @Default("0.3") double beta) implements BatchStep {
    public Ricap {
        Require.share("probability", probability);
        Require.between("beta", beta, 1e-3, 1e3);
    }

    @Override
    public PictureBatch apply(PictureBatch batch, SplittableRandom random) {
        var quarters = Quarters.drawn(batch, beta, random);
        var fromX = new int[4];
        var fromY = new int[4];
        for (int k = 0; k < 4; k++) {
            fromX[k] = random.nextInt(batch.width() - quarters.across(k, batch) + 1);
            fromY[k] = random.nextInt(batch.height() - quarters.down(k, batch) + 1);
        }
        return quarters.put(batch, fromX, fromY);
    }
}
