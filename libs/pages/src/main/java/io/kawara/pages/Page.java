package io.kawara.pages;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.CharacterBox;
import java.util.List;

/**
 * A page and its characters, in the order of the file. A character of which only a point is known is a box without extent; one whose code is unknown
 * has the empty code.
 *
 * @param id without the ending of the image's file
 * @param group which pages belong together, such as those of one book; empty where nobody asked
 */
public record Page(String id, String group, List<CharacterBox> characters) {
    /** The group of all pages together. */
    public static final String ALL = "all pages";

    /** Printers' sign for a character that is missing. */
    private static final String GETA = "\u3013";

    public Page {
        requireNonNull(id, "id");
        requireNonNull(group, "group");
        characters = List.copyOf(characters);
    }

    /** Whether every character has an extent, so that boxes can be compared. */
    public boolean hasBoxes() {
        return characters.stream().allMatch(box -> box.w() > 0 && box.h() > 0);
    }

    /** The character itself: {@code U+306F} is は. */
    public static String text(CharacterBox box) {
        return box.code().isEmpty()
                ? GETA
                : Character.toString(Integer.parseInt(box.code().substring(2), 16));
    }

    /** The box's middle in pixels, halves to the even neighbour, as a submission has it. */
    public static int centreX(CharacterBox box) {
        return (int) Math.rint(box.x() + box.w() / 2.0);
    }

    public static int centreY(CharacterBox box) {
        return (int) Math.rint(box.y() + box.h() / 2.0);
    }

    /**
     * The book that a page of the Kuzushiji competition is from: its id up to the first {@code _} or {@code -}, and of an id that begins with
     * letters only those.
     */
    public static String book(String id) {
        String first = id.split("[_-]", 2)[0];
        String letters = first.replaceFirst("^([A-Za-z]*).*$", "$1");
        return letters.isEmpty() ? first : letters;
    }
}
