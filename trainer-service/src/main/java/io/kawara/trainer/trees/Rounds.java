package io.kawara.trainer.trees;

/** Which round of a training was the best, and whether there is hope for a better one. */
final class Rounds {
    private final int most;
    private final int patience;
    private final Library.Watch watch;
    private int done;
    private int best;
    private double least = Double.POSITIVE_INFINITY;
    private boolean stopped;

    /** @param patience after so many rounds without a better one it is over */
    Rounds(int most, int patience, Library.Watch watch) {
        this.most = most;
        this.patience = patience;
        this.watch = watch;
    }

    boolean goesOn() {
        return !stopped && done < most && done - best < patience;
    }

    void ended(double logLoss, double error) {
        done++;
        if (logLoss < least) {
            least = logLoss;
            best = done;
        }
        stopped = !watch.round(done, logLoss, error);
    }

    /** No more tree can be grown. */
    void end() {
        stopped = true;
    }

    /** How many rounds are worth keeping: at least one. */
    int best() {
        return Math.max(1, best);
    }
}
