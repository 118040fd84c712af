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
    DETECTOR;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
