package io.kawara.trainer.search;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Tries settings one after the other, and keeps each trial in a table as soon as it has ended: a search that goes on repeats none. */
public final class Search {
    private final Sampler sampler;
    private final MedianPruner pruner;
    private final Objective objective;
    private final TrialTable table;
    private final Consumer<Trial> heard;

    /** @param heard is told each trial that ended */
    public Search(Sampler sampler, MedianPruner pruner, Objective objective, TrialTable table, Consumer<Trial> heard) {
        this.sampler = sampler;
        this.pruner = pruner;
        this.objective = objective;
        this.table = table;
        this.heard = heard;
    }

    /**
     * Searches until so many trials have ended, those of the table included.
     *
     * @param time after which no other trial begins; null for any
     * @return the best of those that were trained to their end
     */
    public Optional<Trial> run(int trials, Duration time) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var before = new ArrayList<>(table.read());
        while (before.size() < trials && (time == null || System.nanoTime() - began < time.toNanos())) {
            var trial = attempt(before.size() + 1, before);
            table.add(trial);
            before.add(trial);
            heard.accept(trial);
        }
        return best(before);
    }

    /** The best of those that were trained to their end; of equals the first. */
    public static Optional<Trial> best(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.state() == Trial.State.FINISHED)
                .min(TreeParzenSampler.BEST_FIRST.thenComparing(Trial::number));
    }

    private Trial attempt(int number, List<Trial> before) throws IOException, InterruptedException {
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
