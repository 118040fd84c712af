package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Turns words into token ids; part of a model's card, so that training and serving see the same ids for ever.
 *
 * <p>Immutable and deterministic: the same text gives the same ids on every machine and Java version's default locale. Id 0 is padding and never
 * comes out.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NgramTokenizer.class, name = "ngrams"),
    @JsonSubTypes.Type(value = CharacterTokenizer.class, name = "characters")
})
public sealed interface Tokenizer permits NgramTokenizer, CharacterTokenizer {
    /** The ids of {@code text}, at most {@code most}; of a longer text its beginning. */
    long[] encode(String text, int most);

    /** How many ids there are, padding included: every id is in [0, ids). */
    int ids();
}
