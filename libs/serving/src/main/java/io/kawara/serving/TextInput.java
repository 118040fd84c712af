package io.kawara.serving;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The tokens that a text model wants: int64 {@code [length]}, 0 being padding, at most {@code maxTokens} of them. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TextInput(Tokenizer tokenizer, int maxTokens) {
    public TextInput {
        requireNonNull(tokenizer, "text input needs a tokenizer");
        if (maxTokens < 1 || maxTokens > 1 << 16) {
            throw new IllegalArgumentException("maxTokens must be 1 to 65536: " + maxTokens);
        }
    }

    /** The tokens of {@code text}; none where it holds nothing the tokenizer knows. */
    public long[] encode(String text) {
        return tokenizer.encode(text, maxTokens);
    }
}
