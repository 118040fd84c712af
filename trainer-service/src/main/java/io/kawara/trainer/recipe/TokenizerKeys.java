package io.kawara.trainer.recipe;

import io.kawara.serving.CharacterTokenizer;
import io.kawara.serving.NgramTokenizer;
import io.kawara.serving.TextInput;
import java.util.List;

/**
 * How words become tokens.
 *
 * @param buckets ngrams: how many ids the tokens are hashed into
 * @param wordNgrams ngrams: how many words in a row make a token
 * @param charNgrams ngrams: how many characters in a row make one
 * @param vocabulary characters: how many different ones are told apart, the commonest of the training texts
 * @param maxTokens how much of a text is looked at
 */
public record TokenizerKeys(
        Kind kind,
        @Default("65536") int buckets,
        @Default("[1, 2]") List<Integer> wordNgrams,
        @Default("[2, 3, 4, 5]") List<Integer> charNgrams,
        @Default("1000") int vocabulary,
        @Default("4096") int maxTokens) {
    /** The tokenizers there are. */
    public enum Kind {
        NGRAMS,
        CHARACTERS
    }

    /** The tokenizer, made of the training texts alone. */
    public TextInput card(List<String> trainingTexts) {
        var tokenizer = switch (kind) {
            case NGRAMS -> new NgramTokenizer(buckets, wordNgrams, charNgrams);
            case CHARACTERS -> CharacterTokenizer.of(trainingTexts, vocabulary);
        };
        return new TextInput(tokenizer, maxTokens);
    }
}
