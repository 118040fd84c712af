package io.kawara.trainer.recipe;

import io.kawara.trainer.torch.Loss;

/**
 * What a detector's training makes small: the focal loss of the scores (Zhou et al., Objects as Points, 2019) and generalised intersection over union of
 * the boxes (Rezatofighi et al. 2019).
 *
 * @param alpha how fast a place stops counting as it is answered better
 * @param beta how fast it stops counting towards a character's middle
 * @param boxes what boxes count, scores counting 1
 */
public record DetectionLossKeys(
        @Default("2") double alpha,
        @Default("4") double beta,
        @Default("2") double boxes) {
    public DetectionLossKeys {
        new Loss.Detection(alpha, beta, boxes);
    }

    public Loss loss() {
        return new Loss.Detection(alpha, beta, boxes);
    }
}
