package io.kawara.trainer.synthesize;

import java.util.List;

/**
 * A picture of letters.
 *
 * @param side pixels of both sides
 * @param pixels grey levels, row by row
 * @param placed its letters in the alphabet's order, each of them once
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, not copied, and never compared
public record LetterPicture(int side, byte[] pixels, List<Placed> placed) {
    public LetterPicture {
        placed = List.copyOf(placed);
    }

    /**
     * Where a letter is.
     *
     * @param letter from 0 (a) to 25 (z)
     * @param x its middle as a share of the picture's side, from the left; {@code y}: likewise from the top
     */
    public record Placed(int letter, double x, double y) {}

    /** A one for each letter that is there, a zero for each that is not. */
    public int[] answers() {
        var answers = new int[Glyphs.LETTERS];
        placed.forEach(letter -> answers[letter.letter()] = 1);
        return answers;
    }
}
