package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

/** A character on a page: {@code U+XXXX}, score in [0,1], box in pixels of the original image, top-left origin. */
public record CharacterBox(String code, double score, int x, int y, int w, int h) {
    public CharacterBox {
        requireNonNull(code, "code");
    }
}
