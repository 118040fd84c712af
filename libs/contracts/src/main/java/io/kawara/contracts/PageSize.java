package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** How large a page is: pixels of the original image, with its orientation applied. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PageSize(int width, int height) {
    public PageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a page has a width and a height: " + width + " x " + height);
        }
    }
}
