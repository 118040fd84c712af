package io.kawara.trainer.transform;

/**
 * The pictures of one batch and what should be answered. Arrays are passed on, not copied, and nobody writes into those he was given.
 *
 * @param pixels uint8 {@code [count, height, width, channels]}
 * @param targets {@code [count, classes]}
 * @param weights how much each row counts, {@code [count]}; null where all count 1
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes: never compared
public record PictureBatch(
        int count, int width, int height, int channels, byte[] pixels, float[] targets, float[] weights) {
    public PictureBatch {
        if (pixels.length != count * width * height * channels || targets.length % count != 0) {
            throw new IllegalArgumentException("%d pixels and %d targets are no batch of %d pictures of %d x %d x %d"
                    .formatted(pixels.length, targets.length, count, width, height, channels));
        }
    }

    int pictureSize() {
        return width * height * channels;
    }

    /** The batch with other pixels, answered as before. */
    PictureBatch with(byte[] others) {
        return new PictureBatch(count, width, height, channels, others, targets, weights);
    }

    /**
     * The batch with other pixels, in which picture i shows {@code shares[k]} of the picture {@code partners[k][i]}: so it is answered, and so it counts.
     *
     * <p>Where rows weigh differently the targets are mixed by their weights too: the loss is then the sum of the partners' losses by share and weight.
     */
    PictureBatch mixed(byte[] others, int[][] partners, double[] shares) {
        int classes = targets.length / count;
        var answers = new float[targets.length];
        var sums = weights == null ? null : new float[count];
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int k = 0; k < shares.length; k++) {
                sum += shares[k] * weight(partners[k][i]);
            }
            for (int k = 0; k < shares.length && sum > 0; k++) {
                int partner = partners[k][i];
                double share = shares[k] * weight(partner) / sum;
                for (int c = 0; c < classes; c++) {
                    answers[i * classes + c] += (float) (share * targets[partner * classes + c]);
                }
            }
            if (sums != null) {
                sums[i] = (float) sum;
            }
        }
        return new PictureBatch(count, width, height, channels, others, answers, sums);
    }

    private double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** Copies a part of one of these pictures to a place in a picture of {@code target}, an array of this batch's shape. */
    void paste(int from, int fromX, int fromY, byte[] target, int to, int toX, int toY, int across, int down) {
        for (int y = 0; y < down; y++) {
            int source = ((from * height + fromY + y) * width + fromX) * channels;
            int place = ((to * height + toY + y) * width + toX) * channels;
            System.arraycopy(pixels, source, target, place, across * channels);
        }
    }
}
