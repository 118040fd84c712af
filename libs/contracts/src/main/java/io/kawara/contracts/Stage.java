package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which service answers. Each answers the images of a lane in order. */
public enum Stage {
    @JsonProperty("ocr")
    OCR,
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("text")
    TEXT,
    @JsonProperty("detector")
    DETECTOR,
    /** Reads what the detectors have found: the topic {@code characters}. */
    @JsonProperty("character")
    CHARACTER,
    /** Judges what the others said, within fusion-service itself; nothing comes of it on {@code predictions}. */
    @JsonProperty("fusion")
    FUSION;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
