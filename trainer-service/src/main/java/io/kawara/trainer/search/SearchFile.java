package io.kawara.trainer.search;

import io.kawara.trainer.recipe.Default;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.recipe.StrictYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search as a file.
 *
 * @param name of the search, and of the folder that keeps it
 * @param description for whoever reads the file
 * @param recipe the recipe's file, beside this one
 * @param keys what is tried for each key, e.g. {@code optimizer.learningRate: {from: 1e-4, to: 1e-1, scale: log}}
 * @param metric what is measured on the fold that a trial did not see
 * @param sampler how the next settings are found
 * @param pruner how trials that are worse than others are stopped
 * @param startup of the pruner: so many trials must have ended before it stops one
 * @param warmup of the pruner: no trial is stopped before it has made so many epochs
 * @param trials how many settings are tried
 * @param hours after which no other trial begins; 0 for any
 * @param fold the part of the training rows that is measured on, from 1; the rows kept back are never looked at
 * @param seed other seeds try other settings
 */
public record SearchFile(
        String name,
        @Default("''") String description,
        String recipe,
        Map<String, Range> keys,
        @Default("accuracy") Metric metric,
        @Default("tpe") Kind sampler,
        @Default("median") Pruning pruner,
        @Default("5") int startup,
        @Default("1") int warmup,
        @Default("50") int trials,
        @Default("0") double hours,
        @Default("1") int fold,
        @Default("42") long seed) {
    /** The samplers there are. */
    public enum Kind {
        RANDOM,
        TPE
    }

    /** The pruners there are. */
    public enum Pruning {
        NONE,
        MEDIAN
    }

    /** What a search can look for. */
    public enum Metric {
        ACCURACY,
        LOG_LOSS
    }

    public SearchFile {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException("'name' is lower-case letters, digits, '.', '_' and '-': " + name);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("'keys' is empty: there is nothing to search");
        }
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        for (String key : keys.keySet()) {
            if (key.matches("(data|split|name)(\\..*)?")) {
                throw new IllegalArgumentException(
                        "'" + key + "' cannot be searched: all trials have the same rows and folds");
            }
        }
        if (trials < 1 || hours < 0 || fold < 1 || startup < 0 || warmup < 0) {
            throw new IllegalArgumentException(
                    "'trials' and 'fold' are at least 1, 'hours', 'startup' and 'warmup' at least 0");
        }
    }

    /** Whether a file is a search, not a recipe or a pipeline. */
    public static boolean describes(Path file) throws IOException {
        return StrictYaml.keys(file).containsAll(List.of("recipe", "keys"));
    }

    /** Reads a search; {@code settings} of the command line go before the file. */
    public static SearchFile read(Path file, List<String> settings) throws IOException {
        return StrictYaml.read(file, SearchFile.class, settings);
    }

    /**
     * The recipe with some settings.
     *
     * @param file this search's
     * @param always settings that every trial has
     */
    public Recipe recipe(Path file, List<String> always, Map<String, String> settings) throws IOException {
        var all = new ArrayList<>(always);
        settings.forEach((key, value) -> all.add(key + "=" + value));
        return Recipe.read(file.resolveSibling(recipe).normalize(), all);
    }

    /** After which no other trial begins; null for any. */
    public Duration time() {
        return hours == 0 ? null : Duration.ofMillis(Math.round(hours * 3_600_000));
    }

    /** Says what to try. */
    public Sampler settings() {
        return sampler == Kind.TPE ? new TreeParzenSampler(keys, seed) : new RandomSampler(keys, seed);
    }

    /** Says what not to go on with. */
    public MedianPruner stopping() {
        return pruner == Pruning.MEDIAN ? new MedianPruner(startup, warmup) : MedianPruner.NONE;
    }
}
