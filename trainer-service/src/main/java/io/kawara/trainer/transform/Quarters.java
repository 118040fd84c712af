package io.kawara.trainer.transform;

import java.util.SplittableRandom;

/** Four parts of a picture that meet at one drawn point, and the four orders of the batch that each takes its pictures from. */
@SuppressWarnings("ArrayRecordComponent") // drawn once, used once
record Quarters(int middleX, int middleY, int[][] partners) {
    private static final int PARTS = 4;

    static Quarters drawn(PictureBatch batch, double beta, SplittableRandom random) {
        int x = (int) Math.rint(batch.width() * Chance.beta(beta, random));
        int y = (int) Math.rint(batch.height() * Chance.beta(beta, random));
        var partners = new int[PARTS][];
        for (int k = 0; k < PARTS; k++) {
            partners[k] = Chance.permutation(batch.count(), random);
        }
        return new Quarters(x, y, partners);
    }

    /** The left edge of top left, top right, bottom left and bottom right. */
    int left(int part) {
        return part % 2 == 0 ? 0 : middleX;
    }

    int top(int part) {
        return part < 2 ? 0 : middleY;
    }

    int across(int part, PictureBatch batch) {
        return part % 2 == 0 ? middleX : batch.width() - middleX;
    }

    int down(int part, PictureBatch batch) {
        return part < 2 ? middleY : batch.height() - middleY;
    }

    /** The batch with each part taken from its partner at (fromX, fromY), answered by the areas. */
    PictureBatch put(PictureBatch batch, int[] fromX, int[] fromY) {
        var mixed = new byte[batch.pixels().length];
        var shares = new double[PARTS];
        for (int k = 0; k < PARTS; k++) {
            int across = across(k, batch);
            int down = down(k, batch);
            shares[k] = (double) across * down / (batch.width() * batch.height());
            for (int i = 0; i < batch.count(); i++) {
                batch.paste(partners[k][i], fromX[k], fromY[k], mixed, i, left(k), top(k), across, down);
            }
        }
        return batch.mixed(mixed, partners, shares);
    }
}
