package io.kawara.trainer.synthesize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Single letters, white on black, {@value #SIDE} x {@value #SIDE} pixels of 8 bits, by their letter from 0 (a) to 25 (z). */
public final class Glyphs {
    public static final int SIDE = 28;
    public static final int LETTERS = 26;

    private final List<List<byte[]>> byLetter;

    private Glyphs(List<List<byte[]>> byLetter) {
        this.byLetter = byLetter.stream().map(List::copyOf).toList();
        if (letters().isEmpty()) {
            throw new IllegalArgumentException("there is not one glyph of a letter");
        }
    }

    /**
     * Glyphs in their files' order; one that repeats another of its letter is left out, lest it stand on both sides of {@link #training} and {@link
     * #unseen}.
     */
    static final class Builder {
        private final List<List<byte[]>> byLetter = new ArrayList<>();

        Builder() {
            for (int letter = 0; letter < LETTERS; letter++) {
                byLetter.add(new ArrayList<>());
            }
        }

        void add(int letter, byte[] pixels) {
            if (letter < 0 || letter >= LETTERS || pixels.length != SIDE * SIDE) {
                throw new IllegalArgumentException(
                        "letter " + letter + " of " + pixels.length + " pixels is no glyph: letters count from 0 to "
                                + (LETTERS - 1) + " and have " + SIDE + " x " + SIDE + " pixels");
            }
            var known = byLetter.get(letter);
            if (known.stream().noneMatch(other -> Arrays.equals(other, pixels))) {
                known.add(pixels);
            }
        }

        Glyphs build() {
            return new Glyphs(byLetter);
        }
    }

    /** The letters' names in their order, {@code a} to {@code z}. */
    public static List<String> names() {
        var names = new ArrayList<String>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            names.add(String.valueOf(letter));
        }
        return names;
    }

    /** Those letters of which there are glyphs. */
    public int[] available() {
        return letters().stream().mapToInt(Integer::intValue).toArray();
    }

    private List<Integer> letters() {
        var letters = new ArrayList<Integer>();
        for (int letter = 0; letter < LETTERS; letter++) {
            if (!byLetter.get(letter).isEmpty()) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /** All glyphs of a letter; not to be changed. */
    List<byte[]> of(int letter) {
        return byLetter.get(letter);
    }

    public int size() {
        return byLetter.stream().mapToInt(List::size).sum();
    }

    /** The first glyphs of each letter, all but a share of them. */
    public Glyphs training(double holdout) {
        return new Glyphs(byLetter.stream()
                .map(all -> all.subList(0, all.size() - kept(all.size(), holdout)))
                .toList());
    }

    /** The last glyphs of each letter, the share that {@link #training} leaves out. */
    public Glyphs unseen(double holdout) {
        return new Glyphs(byLetter.stream()
                .map(all -> all.subList(all.size() - kept(all.size(), holdout), all.size()))
                .toList());
    }

    /** At least one where there are two, at most all but one. */
    private static int kept(int glyphs, double holdout) {
        if (!(holdout > 0 && holdout < 1)) {
            throw new IllegalArgumentException(
                    "the share of glyphs that is kept back is above 0 and below 1: " + holdout);
        }
        return Math.max(0, Math.min(glyphs - 1, Math.max(1, (int) Math.round(glyphs * holdout))));
    }
}
