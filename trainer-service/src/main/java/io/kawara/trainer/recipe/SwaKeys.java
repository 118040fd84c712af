package io.kawara.trainer.recipe;

/**
 * Stochastic weight averaging: the mean of the weights at the ends of the last epochs is what is kept (Izmailov et al., 2018).
 *
 * @param start the share of the epochs before those
 * @param rate the learning rate from then on, over the greatest one; left out, it stays what the schedule had come to
 */
public record SwaKeys(
        @Default("0.8") double start, @Default("null") Double rate) {
    public SwaKeys {
        if (!(start >= 0 && start < 1) || (rate != null && !(rate > 0))) {
            throw new IllegalArgumentException("'train.swa.start' is in [0,1), 'rate' above 0");
        }
    }
}
