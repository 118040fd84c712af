package io.kawara.trainer.search;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tries settings, and keeps each trial in a table as soon as it has ended: a search that goes on repeats none. Several processes may share a table, each
 * with trials of its own.
 */
public final class Search {
    private final Sampler sampler;
    private final MedianPruner pruner;
    private final Objective objective;
    private final TrialTable table;
    private final Listener heard;

    /** Hears of the trials that end. */
    public interface Listener {
        /**
         * A trial has ended and is about to be kept; no other process keeps one meanwhile.
         *
         * @param best of all that were trained to their end, this one included
         */
        void ended(Trial trial, Optional<Trial> best) throws IOException;
    }

    public Search(Sampler sampler, MedianPruner pruner, Objective objective, TrialTable table, Listener heard) {
        this.sampler = sampler;
        this.pruner = pruner;
        this.objective = objective;
        this.table = table;
        this.heard = heard;
    }

    /**
     * Tries so many settings one after the other, those of the table included.
     *
     * @param time after which no other trial begins; null for any
     * @return the best of those that were trained to their end
     */
    public Optional<Trial> run(int trials, Duration time) throws IOException, InterruptedException {
        long began = System.nanoTime();
        for (int number = 1; number <= trials; number++) {
            if (time != null && System.nanoTime() - began >= time.toNanos()) {
                break;
            }
            attempt(number);
        }
        return best(table.read());
    }

    /** Makes one trial, whatever others have ended so far; one that is in the table is not made again. */
    public void attempt(int number) throws IOException, InterruptedException {
        var before = table.read();
        if (before.stream().noneMatch(trial -> trial.number() == number)) {
            var tried = tried(number, before);
            table.add(tried, all -> heard.ended(tried, best(all)));
        }
    }

    /** The best of those that were trained to their end; of equals the first. */
    public static Optional<Trial> best(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.state() == Trial.State.FINISHED)
                .min(TreeParzenSampler.BEST_FIRST.thenComparing(Trial::number));
    }

    private Trial tried(int number, List<Trial> before) throws IOException, InterruptedException {
        Map<String, String> settings = sampler.settings(number, before);
        var epochs = new ArrayList<Double>();
        long began = System.nanoTime();
        try {
            OptionalDouble score = objective.score(number, settings, reached -> {
                epochs.add(reached);
                return !pruner.stops(epochs, before);
            });
            return score.isPresent()
                    ? trial(number, Trial.State.FINISHED, settings, score.getAsDouble(), epochs, began, "")
                    : trial(number, Trial.State.PRUNED, settings, epochs.get(epochs.size() - 1), epochs, began, "");
        } catch (IllegalStateException e) {
            return trial(number, Trial.State.FAILED, settings, Double.NaN, epochs, began, e.getMessage());
        }
    }

    private static Trial trial(
            int number,
            Trial.State state,
            Map<String, String> settings,
            double score,
            List<Double> epochs,
            long began,
            String reason) {
        double seconds = Math.round((System.nanoTime() - began) / 1e8) / 10.0;
        return new Trial(number, state, settings, score, epochs, seconds, reason);
    }
}
