package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One id per character, in order: 1 for a character outside the vocabulary, 2 for its first, and so on.
 *
 * <p>Texts are normalised (NFKC), put into lower case and their blanks run together.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class CharacterTokenizer implements Tokenizer {
    private static final int UNKNOWN = 1;
    private static final int FIRST = 2;

    private final String vocabulary;
    private final Map<Integer, Integer> idOf = new HashMap<>();

    /** {@code vocabulary}: its characters, each once. */
    @JsonCreator
    public CharacterTokenizer(@JsonProperty("vocabulary") String vocabulary) {
        if (vocabulary == null || vocabulary.isEmpty()) {
            throw new IllegalArgumentException("a character tokenizer needs a vocabulary");
        }
        this.vocabulary = vocabulary;
        for (var character : vocabulary.codePoints().toArray()) {
            if (idOf.put(character, FIRST + idOf.size()) != null) {
                throw new IllegalArgumentException(
                        "the vocabulary names a character twice: " + Character.toString(character));
            }
        }
    }

    /** A tokenizer for the {@code most} commonest characters of {@code texts}, the commonest first, ties by code point. */
    public static CharacterTokenizer of(List<String> texts, int most) {
        var counts = new HashMap<Integer, Integer>();
        texts.forEach(text -> normal(text).codePoints().forEach(c -> counts.merge(c, 1, Integer::sum)));
        var vocabulary = new StringBuilder();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(e -> vocabulary.appendCodePoint(e.getKey()));
        return new CharacterTokenizer(vocabulary.toString());
    }

    @JsonProperty
    public String vocabulary() {
        return vocabulary;
    }

    @Override
    public int ids() {
        return FIRST + idOf.size();
    }

    @Override
    public long[] encode(String text, int most) {
        return normal(text)
                .codePoints()
                .limit(most)
                .mapToLong(c -> idOf.getOrDefault(c, UNKNOWN))
                .toArray();
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharacterTokenizer that && vocabulary.equals(that.vocabulary);
    }

    @Override
    public int hashCode() {
        return vocabulary.hashCode();
    }

    @Override
    public String toString() {
        return "CharacterTokenizer[" + vocabulary + "]";
    }
}
