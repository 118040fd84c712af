package io.kawara.trainer.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tries anything, each value as likely as any other (Bergstra and Bengio, 2012). */
public final class RandomSampler implements Sampler {
    private final Map<String, Range> ranges;
    private final long seed;

    public RandomSampler(Map<String, Range> ranges, long seed) {
        this.ranges = new LinkedHashMap<>(ranges);
        this.seed = seed;
    }

    @Override
    public Map<String, String> settings(int number, List<Trial> before) {
        var random = Sampler.random(seed, number);
        var settings = new LinkedHashMap<String, String>();
        ranges.forEach((key, range) -> settings.put(key, range.written(anywhere(range, random))));
        return settings;
    }

    private static double anywhere(Range range, SplittableRandom random) {
        return range.isChoice() ? random.nextInt(range.choices().size()) : random.nextDouble(range.low(), range.high());
    }
}
