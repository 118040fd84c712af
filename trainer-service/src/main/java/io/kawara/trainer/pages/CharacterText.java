package io.kawara.trainer.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.CharacterCode;
import io.kawara.pages.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Characters of a page in one cell of a table, as the Kuzushiji competition writes them: {@code U+XXXX x y w h} repeated, {@code U+XXXX X Y} in a
 * submission. Pixels, the corner top left, {@code X Y} a point within the character. A score in [0,1] may follow a box.
 */
final class CharacterText {
    private static final int MOST_PIXELS = 1_000_000;

    /** Throws {@link IllegalArgumentException} with the reason. */
    static List<CharacterBox> parse(String text) {
        var characters = new ArrayList<CharacterBox>();
        if (text.isBlank()) {
            return characters; // a page without characters
        }
        var words = Arrays.asList(text.strip().split("\\s+", -1));
        for (int from = 0; from < words.size(); ) {
            int to = from + 1;
            while (to < words.size() && !words.get(to).startsWith("U+")) {
                to++;
            }
            characters.add(character(words.subList(from, to)));
            from = to;
        }
        return characters;
    }

    private static CharacterBox character(List<String> words) {
        String code = code(words.get(0));
        var numbers = words.subList(1, words.size());
        return switch (numbers.size()) {
            case 2 -> box(code, numbers.get(0), numbers.get(1), "0", "0", "1");
            case 4 -> box(code, numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), "1");
            case 5 -> box(code, numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
            default ->
                throw new IllegalArgumentException("'" + String.join(" ", words)
                        + "': a code is followed by a point (X Y), a box (x y w h) or a box and its score");
        };
    }

    static CharacterBox box(String code, String x, String y, String w, String h, String score) {
        double confidence = number(score);
        if (confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException("a score lies in [0,1], but this is " + score);
        }
        int width = pixels(w);
        int height = pixels(h);
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("a box of " + w + " x " + h + " pixels");
        }
        return new CharacterBox(code, confidence, pixels(x), pixels(y), width, height);
    }

    /** A code that names a character: {@code U+306F}. */
    static String code(String word) {
        if (CharacterCode.isCharacter(word)) {
            return word;
        }
        throw new IllegalArgumentException("'" + word + "' is no character's code, such as U+306F");
    }

    private static int pixels(String word) {
        double number = number(word);
        if (Math.abs(number) > MOST_PIXELS) {
            throw new IllegalArgumentException(word + " pixels are more than any page has");
        }
        return (int) Math.rint(number);
    }

    private static double number(String word) {
        double number;
        try {
            number = Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is no number", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("'" + word + "' is no number");
        }
        return number;
    }

    /** {@code U+XXXX x y w h} repeated, and the scores where some are below 1; what has no extent stays a point. */
    static String boxes(Page page) {
        boolean scored = page.characters().stream().anyMatch(box -> box.score() < 1);
        return joined(
                page,
                box -> box.w() == 0 && box.h() == 0
                        ? point(box)
                        : box.code() + " " + box.x() + " " + box.y() + " " + box.w() + " " + box.h()
                                + (scored ? " " + box.score() : ""));
    }

    /** {@code U+XXXX X Y} repeated: where the boxes' middles are. */
    static String points(Page page) {
        return joined(page, CharacterText::point);
    }

    private static String point(CharacterBox box) {
        return box.code() + " " + Page.centreX(box) + " " + Page.centreY(box);
    }

    private static String joined(Page page, Function<CharacterBox, String> written) {
        if (page.characters().stream().anyMatch(box -> box.code().isEmpty())) {
            throw new IllegalArgumentException(
                    "page " + page.id() + " has boxes without codes: nothing can be submitted of them");
        }
        return String.join(" ", page.characters().stream().map(written).toList());
    }

    private CharacterText() {}
}
