package io.kawara.trainer.pages;

/** Predictions that are right, those that are not, and what was not found. */
public record Tally(long truePositives, long falsePositives, long falseNegatives) {
    /** Of no page. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** With another's counts, so many times. */
    public Tally plus(Tally other, int times) {
        return new Tally(
                truePositives + times * other.truePositives,
                falsePositives + times * other.falsePositives,
                falseNegatives + times * other.falseNegatives);
    }

    /** In [0,1]; 0 where nothing was predicted. */
    public double precision() {
        return share(truePositives, truePositives + falsePositives);
    }

    /** In [0,1]; 0 where there is nothing to find. */
    public double recall() {
        return share(truePositives, truePositives + falseNegatives);
    }

    /** In [0,1]; 0 where nothing is right, also where there was nothing to find: so the competition's metric has it. */
    public double f1() {
        return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
