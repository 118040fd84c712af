package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model does. */
public enum ModelTask {
    @JsonProperty("image-classification")
    IMAGE_CLASSIFICATION("image-classification"),
    @JsonProperty("text-classification")
    TEXT_CLASSIFICATION("text-classification"),
    /** Where characters are on a page, whichever they are. */
    @JsonProperty("object-detection")
    OBJECT_DETECTION("object-detection"),
    /** Which characters stand in given boxes of a page, seen with what is around them. */
    @JsonProperty("character-classification")
    CHARACTER_CLASSIFICATION("character-classification"),
    /** Rows of numbers, such as what is known of a character that was read. */
    @JsonProperty("tabular-classification")
    TABULAR_CLASSIFICATION("tabular-classification");

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
