package io.kawara.trainer.zoo;

/**
 * Rows of token ids.
 *
 * @param vocabulary how many ids there are, 0 (padding) included
 * @param length the longest row; shorter batches are fine
 */
public record TokenShape(int vocabulary, int length) implements InputShape {
    public TokenShape {
        if (vocabulary < 2 || length < 1) {
            throw new IllegalArgumentException("a vocabulary of %d, rows of %d".formatted(vocabulary, length));
        }
    }
}
