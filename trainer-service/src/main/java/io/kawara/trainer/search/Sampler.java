package io.kawara.trainer.search;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Says what to try next. It draws from the seed and the trial's number alone, so a search that goes on tries what it would have tried. */
public interface Sampler {
    /** The settings of a trial, a value for each key, after some others. */
    Map<String, String> settings(int number, List<Trial> before);

    /** A generator of a trial's own. */
    static SplittableRandom random(long seed, int number) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + 0x9E3779B97F4A7C15L * number);
    }
}
