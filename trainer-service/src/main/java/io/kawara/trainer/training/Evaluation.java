package io.kawara.trainer.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a model is.
 *
 * @param score by which epochs are compared, higher is better
 * @param metrics by name, in the order to show them in
 */
public record Evaluation(double score, Map<String, Double> metrics) {
    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** How the name of a metric ends that was measured on rows the training learns from. */
    public static final String ON_LEARNT_ROWS = " on learnt rows";

    /** The first metric is the score. */
    public static Evaluation of(String name, double score) {
        return new Evaluation(score, Map.of(name, score));
    }
}
