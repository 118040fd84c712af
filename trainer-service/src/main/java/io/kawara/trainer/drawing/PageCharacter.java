package io.kawara.trainer.drawing;

import io.kawara.contracts.CharacterBox;
import java.util.Locale;

/**
 * A character of a page, its box in pixels of the picture.
 *
 * @param code its code point
 * @param block from 1, in the order the blocks are read in
 * @param line from 1 within the page: the column or row
 * @param order from 1 within the page, in reading order
 */
public record PageCharacter(int code, Kind kind, int block, int line, int order, int x, int y, int w, int h) {
    PageCharacter moved(int right) {
        return new PageCharacter(code, kind, block, line, order, x + right, y, w, h);
    }

    /** As files have it. */
    CharacterBox box() {
        return new CharacterBox(String.format(Locale.ROOT, "U+%04X", code), 1, x, y, w, h);
    }
}
