package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is asked of an image: one label of several, any number of them, or the characters on a page. */
public enum Task {
    @JsonProperty("single-label")
    SINGLE_LABEL,
    @JsonProperty("multi-label")
    MULTI_LABEL,
    @JsonProperty("pages")
    PAGES
}
