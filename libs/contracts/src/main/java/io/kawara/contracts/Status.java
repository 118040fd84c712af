package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The three endings of a case. There is no fourth. */
public enum Status {
    @JsonProperty("complete")
    COMPLETE,
    @JsonProperty("partial")
    PARTIAL,
    @JsonProperty("failed")
    FAILED
}
