package io.kawara.trainer.run;

import java.util.Arrays;

/** How often each label was said and true, said and false, missed, or rightly not said. */
final class CellCounts {
    private final long[] hits;
    private final long[] alarms;
    private final long[] misses;
    private long cells;
    private long rows;
    private long exact;

    CellCounts(int labels) {
        hits = new long[labels];
        alarms = new long[labels];
        misses = new long[labels];
    }

    /** One row: what is true of it, and what was said. */
    void add(boolean[] truth, boolean[] said) {
        for (int label = 0; label < truth.length; label++) {
            hits[label] += truth[label] && said[label] ? 1 : 0;
            alarms[label] += !truth[label] && said[label] ? 1 : 0;
            misses[label] += truth[label] && !said[label] ? 1 : 0;
        }
        cells += truth.length;
        rows++;
        exact += Arrays.equals(truth, said) ? 1 : 0;
    }

    /** The share of cells, rows times labels, that are right. */
    double accuracy() {
        return 1 - (double) (sum(alarms) + sum(misses)) / cells;
    }

    /** The share of rows of which every label is right. */
    double exactMatch() {
        return (double) exact / rows;
    }

    /** F1 over all cells together. */
    double microF1() {
        return f1(sum(hits), sum(alarms), sum(misses));
    }

    /** The mean of the labels' own F1; a label that is neither true nor said anywhere does not count. */
    double macroF1() {
        double sum = 0;
        int counted = 0;
        for (int label = 0; label < hits.length; label++) {
            if (hits[label] + alarms[label] + misses[label] > 0) {
                sum += f1(hits[label], alarms[label], misses[label]);
                counted++;
            }
        }
        return counted == 0 ? 1 : sum / counted;
    }

    private static double f1(long hits, long alarms, long misses) {
        return hits + alarms + misses == 0 ? 1 : 2.0 * hits / (2.0 * hits + alarms + misses);
    }

    private static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
