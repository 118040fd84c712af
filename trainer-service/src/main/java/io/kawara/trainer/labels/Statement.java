package io.kawara.trainer.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Label;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** What a label says of an image, apart from who says it. */
public final class Statement {
    /** Pages say the same from this share of like characters on: two people never draw a box alike. */
    private static final double LIKE = 0.9;

    /** SHA-256 of what is said: equal where two labels say the very same. */
    static String digest(Label label) {
        var words = new TreeSet<>(label.labels());
        label.characters().forEach(c -> words.add(c.code() + " " + c.x() + " " + c.y() + " " + c.w() + " " + c.h()));
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(String.join("\n", words).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Whether two labels do not contradict each other: the same classes, or pages with nine of ten characters alike. */
    static boolean agree(Label one, Label other) {
        return agree(one, other.labels(), other.characters());
    }

    /** Whether a label does not contradict an answer. */
    public static boolean agree(Label label, List<String> labels, List<CharacterBox> characters) {
        return label.labels().size() == labels.size()
                && new TreeSet<>(label.labels()).equals(new TreeSet<>(labels))
                && like(label.characters(), characters) >= LIKE;
    }

    /** F1 of the characters that two pages have alike: at the same place with the same code. 1 of two empty pages. */
    static double like(List<CharacterBox> one, List<CharacterBox> other) {
        if (one.isEmpty() && other.isEmpty()) {
            return 1;
        }
        long alike = pairs(one, other).stream()
                .filter(pair -> pair.one() != null
                        && pair.other() != null
                        && pair.one().code().equals(pair.other().code()))
                .count();
        return 2.0 * alike / (one.size() + other.size());
    }

    /** Each character beside the one at its place on the other page; null where there is none. */
    static List<Pair> pairs(List<CharacterBox> one, List<CharacterBox> other) {
        var left = new ArrayList<>(other);
        var pairs = new ArrayList<Pair>();
        for (var character : one) {
            pairs.add(new Pair(character, take(left, character)));
        }
        left.forEach(character -> pairs.add(new Pair(null, character)));
        return pairs;
    }

    /** The first with its middle in the other's box: the same code before any. */
    private static CharacterBox take(List<CharacterBox> from, CharacterBox at) {
        int found = -1;
        for (int i = 0; i < from.size(); i++) {
            boolean same = from.get(i).code().equals(at.code());
            if (isAt(from.get(i), at) && (found < 0 || same)) {
                found = i;
                if (same) {
                    break;
                }
            }
        }
        return found < 0 ? null : from.remove(found);
    }

    private static boolean isAt(CharacterBox one, CharacterBox other) {
        return Math.abs(2 * (one.x() - other.x()) + one.w() - other.w()) <= Math.max(one.w(), other.w())
                && Math.abs(2 * (one.y() - other.y()) + one.h() - other.h()) <= Math.max(one.h(), other.h());
    }

    /** Two characters at one place; null where one page has none there. */
    record Pair(CharacterBox one, CharacterBox other) {}

    private Statement() {}
}
