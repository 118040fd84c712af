package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A character on a page: {@code U+XXXX}, score in [0,1], box in pixels of the original image, top-left origin. One that is not read, only found, has the
 * empty code, which is left out in JSON.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CharacterBox(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String code, double score, int x, int y, int w, int h) {
    public CharacterBox {
        code = code == null ? "" : code;
    }

    /** A character that is found, and not read. */
    public static CharacterBox found(double score, int x, int y, int w, int h) {
        return new CharacterBox("", score, x, y, w, h);
    }

    /** The same box, read. */
    public CharacterBox read(String otherCode, double otherScore) {
        return new CharacterBox(otherCode, otherScore, x, y, w, h);
    }
}
