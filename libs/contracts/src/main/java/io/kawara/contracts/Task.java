package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is asked of an image: one label of several, or any number of them. */
public enum Task {
    @JsonProperty("single-label")
    SINGLE_LABEL,
    @JsonProperty("multi-label")
    MULTI_LABEL
}
