package io.kawara.trainer.recipe;

/**
 * How boxes are made of true ones, so that a classifier bears with those of a detector, and learns which hold no character.
 *
 * @param jitter up to which share of a box's width or height each of its sides is moved
 * @param share how many boxes of true ones' sizes are thrown onto a crop at random, to one true box; most overlap none by half and are false
 */
public record FalseBoxKeys(
        @Default("0.1") double jitter, @Default("0.1") double share) {
    public FalseBoxKeys {
        if (!(jitter >= 0 && jitter < 0.5) || !(share >= 0 && share <= 10)) {
            throw new IllegalArgumentException(
                    "'falseBoxes.jitter' is from 0 to below 0.5, 'falseBoxes.share' from 0 to 10");
        }
    }
}
