package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model does. */
public enum ModelTask {
    @JsonProperty("image-classification")
    IMAGE_CLASSIFICATION("image-classification"),
    @JsonProperty("text-classification")
    TEXT_CLASSIFICATION("text-classification");

    private final String text;

    ModelTask(String text) {
        this.text = text;
    }

    /** As it is written in cards and on the registry. */
    @Override
    public String toString() {
        return text;
    }
}
