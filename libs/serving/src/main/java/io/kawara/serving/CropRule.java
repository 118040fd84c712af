package io.kawara.serving;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is cut out of a page for a character's box.
 *
 * @param padding what is shown around a box, a share of the sides that {@code of} says, rounded to the nearest pixel, halves to even, and cut at the page's edge
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CropRule(double padding, Of of) {
    /** What a padding is a share of. */
    public enum Of {
        /** Left and right the width, above and below the height. */
        @JsonProperty("each-side")
        EACH_SIDE,
        /** On all four sides the mean of width and height. */
        @JsonProperty("mean-side")
        MEAN_SIDE
    }

    public CropRule {
        requireNonNull(of, "a crop's padding is a share of: each-side or mean-side");
        if (!(padding >= 0 && padding <= 10)) {
            throw new IllegalArgumentException("a crop's padding is a share from 0 to 10: " + padding);
        }
    }
}
