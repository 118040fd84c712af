package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * One rectangle of every picture shows the same place of another of the batch; its area is drawn from Beta(alpha, alpha), its middle from all places (Yun et
 * al., CutMix, 2019).
 *
 * @param probability how many of the batches
 * @param alpha 1 draws all areas as often
 */
public record Cutmix(
        @Default("1") double probability, @Default("1") double alpha) implements BatchStep {
    public Cutmix {
        Require.share("probability", probability);
        Require.between("alpha", alpha, 1e-3, 1e3);
    }

    @Override
    public PictureBatch apply(PictureBatch batch, SplittableRandom random) {
        double side = Math.sqrt(1 - Chance.beta(alpha, random));
        int[] others = Chance.permutation(batch.count(), random);
        int middleX = random.nextInt(batch.width());
        int middleY = random.nextInt(batch.height());
        int across = (int) (batch.width() * side);
        int down = (int) (batch.height() * side);
        int left = Math.max(0, middleX - across / 2);
        int top = Math.max(0, middleY - down / 2);
        int right = Math.min(batch.width(), middleX + across / 2);
        int bottom = Math.min(batch.height(), middleY + down / 2);
        byte[] mixed = batch.pixels().clone();
        for (int i = 0; i < batch.count(); i++) {
            batch.paste(others[i], left, top, mixed, i, left, top, right - left, bottom - top);
        }
        double pasted = (double) (right - left) * (bottom - top) / (batch.width() * batch.height());
        var partners = new int[][] {Mixup.order(batch.count()), others};
        return batch.mixed(mixed, partners, new double[] {1 - pasted, pasted});
    }
}
