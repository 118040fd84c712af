package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A character on a page: {@code U+XXXX}, score in [0,1], box in pixels of the original image, top-left origin. One that is not read, only found, has the
 * empty code, which is left out in JSON, as is what else is not known.
 *
 * @param found how sure the detector was that a character is there, in [0,1], where the score says how sure its reader was
 * @param alternatives what else it may be, best first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CharacterBox(
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String code,
        double score,
        int x,
        int y,
        int w,
        int h,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double found,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Alternative> alternatives) {
    /** What a character may be as well, and its score in [0,1]. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Alternative(String code, double score) {
        public Alternative {
            requireNonNull(code, "code of an alternative");
        }
    }

    public CharacterBox {
        code = code == null ? "" : code;
        alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
    }

    public CharacterBox(String code, double score, int x, int y, int w, int h) {
        this(code, score, x, y, w, h, null, null);
    }

    /** A character that is found, and not read. */
    public static CharacterBox found(double score, int x, int y, int w, int h) {
        return new CharacterBox("", score, x, y, w, h);
    }

    /** The same box, read: what a detector said of it is kept. */
    public CharacterBox read(String otherCode, double otherScore) {
        return read(otherCode, otherScore, List.of());
    }

    /** The same box, read with what else it may be. */
    public CharacterBox read(String otherCode, double otherScore, List<Alternative> others) {
        return new CharacterBox(
                otherCode, otherScore, x, y, w, h, code.isEmpty() ? Double.valueOf(score) : found, others);
    }
}
