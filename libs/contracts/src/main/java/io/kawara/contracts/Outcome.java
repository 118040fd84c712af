package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a stage's work on an image ended. */
public enum Outcome {
    /** There is an answer. */
    @JsonProperty("ok")
    OK,
    /** There was nothing to answer from: no text was read, the model has no version, the pipeline is not known to this stage. */
    @JsonProperty("absent")
    ABSENT,
    /** The image could not be decoded, or the model failed on it. */
    @JsonProperty("failed")
    FAILED
}
