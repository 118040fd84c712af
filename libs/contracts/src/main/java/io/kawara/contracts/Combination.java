package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the members' scores become one (Kittler et al., On Combining Classifiers, 1998). */
public enum Combination {
    /** Weighted arithmetic mean of probabilities: robust when members err together. */
    @JsonProperty("mean")
    MEAN,
    /** Weighted geometric mean, normalised again: sharper when members see independent things, as picture and words are. */
    @JsonProperty("log-mean")
    LOG_MEAN
}
