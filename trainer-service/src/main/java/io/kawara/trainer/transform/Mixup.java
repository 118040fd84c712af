package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.SplittableRandom;

/**
 * Every picture is blended with another of the batch, all by one share drawn from Beta(alpha, alpha) (Zhang et al., mixup, 2018).
 *
 * @param probability how many of the batches
 * @param alpha the smaller, the more one of the two outweighs the other
 */
public record Mixup(
        @Default("1") double probability, @Default("0.2") double alpha) implements BatchStep {
    public Mixup {
        Require.share("probability", probability);
        Require.between("alpha", alpha, 1e-3, 1e3);
    }

    @Override
    public PictureBatch apply(PictureBatch batch, SplittableRandom random) {
        double share = Chance.beta(alpha, random);
        int[] others = Chance.permutation(batch.count(), random);
        return blended(batch, share, others);
    }

    static PictureBatch blended(PictureBatch batch, double share, int[] others) {
        int size = batch.pictureSize();
        int own = (int) Math.round(share * 65536);
        byte[] pixels = batch.pixels();
        var mixed = new byte[pixels.length];
        for (int i = 0; i < batch.count(); i++) {
            int at = i * size;
            int other = others[i] * size;
            for (int j = 0; j < size; j++, at++, other++) {
                mixed[at] = (byte) ((own * (pixels[at] & 255) + (65536 - own) * (pixels[other] & 255) + 0x8000) >> 16);
            }
        }
        return batch.mixed(mixed, new int[][] {order(batch.count()), others}, new double[] {share, 1 - share});
    }

    /** Each picture itself. */
    static int[] order(int count) {
        return java.util.stream.IntStream.range(0, count).toArray();
    }
}
