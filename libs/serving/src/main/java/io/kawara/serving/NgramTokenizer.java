package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words and pieces of words as hashed, distinct, sorted ids: what a linear model wants of noisy or short texts.
 *
 * <p>{@code wordNgrams}: how many words in a row make a token, e.g. {@code [1, 2]}. Scripts without spaces count each character as a word.
 * {@code charNgrams}: how many characters in a row within one blank-separated piece, its two ends marked, so that a word misread in one place still
 * shares most of its tokens with the right one. {@code buckets}: tokens are hashed into ids 1 to {@code buckets} (Weinberger et al., Feature Hashing
 * for Large Scale Multitask Learning, 2009).
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NgramTokenizer(int buckets, List<Integer> wordNgrams, List<Integer> charNgrams) implements Tokenizer {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final int LONGEST_PIECE = 200;

    public NgramTokenizer {
        if (buckets < 1 || buckets > 1 << 24) {
            throw new IllegalArgumentException("buckets must be 1 to 16777216: " + buckets);
        }
        wordNgrams = sizes("wordNgrams", wordNgrams);
        charNgrams = sizes("charNgrams", charNgrams);
        if (wordNgrams.isEmpty() && charNgrams.isEmpty()) {
            throw new IllegalArgumentException("an n-gram tokenizer needs wordNgrams or charNgrams");
        }
    }

    private static List<Integer> sizes(String name, List<Integer> sizes) {
        if (sizes == null) {
            return List.of();
        }
        if (sizes.stream().anyMatch(n -> n < 1 || n > 16)) {
            throw new IllegalArgumentException(name + " must be 1 to 16 each: " + sizes);
        }
        return List.copyOf(sizes);
    }

    @Override
    public int ids() {
        return buckets + 1;
    }

    @Override
    public long[] encode(String text, int most) {
        var normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var ids = new LinkedHashSet<Long>();
        var words = new ArrayList<String>();
        // Piece by piece, so that a text that is cut keeps every token of its beginning.
        for (var piece : (Iterable<String>) BLANKS.splitAsStream(normal)::iterator) {
            if (ids.size() >= most) {
                break;
            }
            if (!piece.isEmpty()) {
                addCharacters(piece, ids);
                addWords(piece, words, ids);
            }
        }
        return ids.stream().limit(most).mapToLong(Long::longValue).sorted().toArray();
    }

    private void addCharacters(String piece, Set<Long> ids) {
        var marked = (" " + piece + " ").codePoints().limit(LONGEST_PIECE).toArray();
        for (var n : charNgrams) {
            for (int i = 0; i == 0 || i + n <= marked.length; i++) {
                ids.add(id('c', new String(marked, i, Math.min(n, marked.length - i))));
            }
        }
    }

    /** {@code words}: those before this piece, for the n-grams that reach across. */
    private void addWords(String piece, List<String> words, Set<Long> ids) {
        for (var word : words(piece)) {
            words.add(word);
            for (var n : wordNgrams) {
                if (words.size() >= n) {
                    ids.add(id('w', String.join(" ", words.subList(words.size() - n, words.size()))));
                }
            }
        }
    }

    private static List<String> words(String piece) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        piece.codePoints().forEach(c -> {
            var alone = isWrittenWithoutSpaces(c);
            if (alone || !isPartOfWord(c)) {
                addWord(word, words);
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (isPartOfWord(c)) {
                word.appendCodePoint(c);
            }
        });
        addWord(word, words);
        return words;
    }

    private static void addWord(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isPartOfWord(int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isWrittenWithoutSpaces(int c) {
        var script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private long id(char kind, String token) {
        return 1 + Long.remainderUnsigned(hash(kind, token), buckets);
    }

    /** FNV-1a over UTF-8, its bits stirred once more since a remainder looks at the low ones only. */
    private static long hash(char kind, String token) {
        var hash = (0xcbf29ce484222325L ^ kind) * 0x100000001b3L;
        for (var b : token.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}
