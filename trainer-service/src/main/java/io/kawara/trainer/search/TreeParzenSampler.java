package io.kawara.trainer.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree-structured Parzen estimator of Bergstra et al., Algorithms for Hyper-Parameter Optimization, 2011: the trials so far are
 * parted into the good and the others, and the next one is, of some drawn where the good are dense, that at which the good are densest
 * in proportion to the others. Each key for itself.
 */
public final class TreeParzenSampler implements Sampler {
    /** Trials that are drawn by chance first. */
    static final int STARTUP = 10;

    private static final int CANDIDATES = 24;
    private static final double GOOD_SHARE = 0.1;
    private static final int MOST_GOOD = 25;

    private final Map<String, Range> ranges;
    private final long seed;
    private final Sampler first;

    public TreeParzenSampler(Map<String, Range> ranges, long seed) {
        this.ranges = new LinkedHashMap<>(ranges);
        this.seed = seed;
        first = new RandomSampler(ranges, seed);
    }

    @Override
    public Map<String, String> settings(int number, List<Trial> before) {
        if (before.size() < STARTUP) {
            return first.settings(number, before);
        }
        var ranked = before.stream().sorted(BEST_FIRST).toList();
        int good = Math.min(MOST_GOOD, (int) Math.ceil(GOOD_SHARE * ranked.size()));
        var random = Sampler.random(seed, number);
        var settings = new LinkedHashMap<String, String>();
        ranges.forEach((key, range) -> {
            var dense = density(key, range, ranked.subList(0, good));
            var sparse = density(key, range, ranked.subList(good, ranked.size()));
            double best = Double.NaN;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < CANDIDATES; i++) {
                double at = dense.draw(random);
                double gain = dense.log(at) - sparse.log(at);
                if (gain > most) {
                    most = gain;
                    best = at;
                }
            }
            settings.put(key, range.written(best));
        });
        return settings;
    }

    /** Trials that ended before those that were stopped, and of these whoever came farthest; what failed is worst. */
    static final Comparator<Trial> BEST_FIRST = Comparator.comparing(Trial::state)
            .thenComparing(trial ->
                    trial.state() == Trial.State.PRUNED ? -trial.epochs().size() : 0)
            .thenComparing(trial -> Double.isNaN(trial.score()) ? Double.POSITIVE_INFINITY : -trial.score());

    private static Density density(String key, Range range, List<Trial> trials) {
        var places = new ArrayList<Double>();
        trials.stream() // in the order they were tried: the oldest count least
                .sorted(Comparator.comparingInt(Trial::number))
                .forEach(trial -> places.add(range.at(trial.settings().get(key))));
        return range.isChoice() ? new Frequencies(range.choices().size(), places) : new ParzenEstimator(range, places);
    }
}
