package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

/** A label and how likely it is, in [0,1]. */
public record ScoredLabel(String label, double score) {
    public ScoredLabel {
        requireNonNull(label, "label");
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score of " + label + " is not in [0,1]: " + score);
        }
    }
}
