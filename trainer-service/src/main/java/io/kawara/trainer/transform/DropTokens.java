package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Tokens left out, each by its own draw.
 *
 * @param probability how many of the texts
 * @param share of a text's tokens
 */
public record DropTokens(
        @Default("1") double probability, @Default("0.1") double share) implements TextStep {
    public DropTokens {
        Require.share("probability", probability);
        Require.share("share", share);
    }

    @Override
    public long[] tokens(long[] tokens, SplittableRandom random) {
        return Arrays.stream(tokens)
                .filter(token -> random.nextDouble() >= share)
                .toArray();
    }
}
