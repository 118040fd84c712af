package io.kawara.trainer.recipe;

/**
 * What weights whose names begin alike do otherwise.
 *
 * @param prefix how the names begin, e.g. {@code layer1}
 * @param rate their share of the learning rate; 0 holds them still
 * @param decay their weight decay; left out for the optimizer's
 */
public record GroupKeys(
        String prefix,
        @Default("1") double rate,
        @Default("null") Double decay) {
    public GroupKeys {
        if (!(rate >= 0) || (decay != null && !(decay >= 0))) {
            throw new IllegalArgumentException("'optimizer.groups' have a rate and a decay of at least 0");
        }
    }
}
