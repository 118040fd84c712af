package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

/** A line that was read: confidence in [0,1], box in pixels of the original image (EXIF orientation applied), top-left origin. */
public record TextLine(String text, double confidence, int x, int y, int w, int h) {
    public TextLine {
        requireNonNull(text, "text");
    }
}
