package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How a page and its boxes come to a classifier that sees them together.
 *
 * @param longSides pixels of the page's longer side; the logits are averaged over them
 * @param channels 3 (RGB) or 1 (grey)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContextInput(List<Integer> longSides, int channels) {
    public ContextInput {
        longSides = List.copyOf(longSides);
        if (longSides.isEmpty() || longSides.stream().anyMatch(side -> side < 32 || side > 1 << 14)) {
            throw new IllegalArgumentException("a page's longer side is 32 to 16384 pixels: " + longSides);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("a page has 1 channel (grey) or 3 (RGB): " + channels);
        }
    }
}
