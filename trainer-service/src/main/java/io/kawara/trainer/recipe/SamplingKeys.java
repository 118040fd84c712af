package io.kawara.trainer.recipe;

/**
 * Which training rows an epoch shows, and how often.
 *
 * @param oversampleBelow a label with n rows, fewer than this, gets {@code oversampleBelow / n} further copies of all of them, rounded down; 0 for none
 * @param atMost a label with more rows than this shows that many of them, drawn anew in each epoch; 0 for all
 * @param repeat how many times an epoch goes through the rows
 * @param weighted whether each draw takes a label first, all alike, and then one of its rows
 */
public record SamplingKeys(
        @Default("0") int oversampleBelow,
        @Default("0") int atMost,
        @Default("1") int repeat,
        @Default("false") boolean weighted) {
    public SamplingKeys {
        if (oversampleBelow < 0 || atMost < 0 || repeat < 1) {
            throw new IllegalArgumentException(
                    "'sampling.oversampleBelow' and 'sampling.atMost' are at least 0, 'sampling.repeat' at least 1");
        }
        if (weighted && (oversampleBelow > 0 || atMost > 0)) {
            throw new IllegalArgumentException(
                    "'sampling.weighted' shows all labels alike already: leave 'oversampleBelow' and 'atMost' out");
        }
    }

    /** Every row once. */
    public static SamplingKeys all() {
        return new SamplingKeys(0, 0, 1, false);
    }

    /** Whether it depends on the rows' labels. */
    public boolean byLabel() {
        return weighted || oversampleBelow > 0 || atMost > 0;
    }
}
