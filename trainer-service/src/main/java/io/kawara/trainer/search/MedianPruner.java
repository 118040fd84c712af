package io.kawara.trainer.search;

import java.util.List;

/**
 * Stops a trial whose best epoch so far is worse than the median of what the trials that ended had reached in the same epoch (the median stopping rule
 * of Golovin et al., Google Vizier, 2017, as Optuna has it).
 *
 * @param startup so many trials must have ended before
 * @param warmup no trial is stopped before it has made so many epochs
 */
public record MedianPruner(int startup, int warmup) {
    /** Stops none. */
    public static final MedianPruner NONE = new MedianPruner(Integer.MAX_VALUE, 0);

    /** Whether a trial is to be stopped, of which these are the epochs so far. */
    boolean stops(List<Double> epochs, List<Trial> before) {
        var ended = before.stream()
                .filter(trial -> trial.state() == Trial.State.FINISHED)
                .toList();
        if (ended.size() < startup || epochs.size() <= warmup) {
            return false;
        }
        var reached = ended.stream()
                .filter(trial -> trial.epochs().size() >= epochs.size())
                .map(trial -> trial.epochs().get(epochs.size() - 1))
                .sorted()
                .toList();
        if (reached.isEmpty()) {
            return false;
        }
        int middle = reached.size() / 2;
        double median =
                reached.size() % 2 == 1 ? reached.get(middle) : (reached.get(middle - 1) + reached.get(middle)) / 2;
        return epochs.stream().max(Double::compare).orElseThrow() < median;
    }
}
