package io.kawara.trainer.recipe;

import io.kawara.serving.CropRule;

/**
 * What is cut out of a page for a box. It goes into the model's card, and the services cut the same.
 *
 * @param padding the share of a box's sides that is shown around it, rounded to the nearest pixel, halves to even
 * @param of what the padding is a share of: {@code each-side}, left and right the width, above and below the height; {@code mean-side}, all around the
 *     mean of the two
 * @param clean whether the page's paper and noise are taken away first (Ben Graham's levelling and non-local means), which takes seconds a page
 */
public record BoxCropKeys(
        @Default("0.05") double padding,
        @Default("each-side") CropRule.Of of,
        @Default("false") boolean clean) {
    public BoxCropKeys {
        if (!(padding >= 0 && padding <= 10)) {
            throw new IllegalArgumentException(
                    "'data.crop.padding' is a share of a box's sides from 0 to 10: " + padding);
        }
    }

    static BoxCropKeys defaults() {
        return new BoxCropKeys(0.05, CropRule.Of.EACH_SIDE, false);
    }

    public CropRule rule() {
        return new CropRule(padding, of, clean);
    }
}
