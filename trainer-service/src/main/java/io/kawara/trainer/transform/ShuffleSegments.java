package io.kawara.trainer.transform;

import io.kawara.trainer.recipe.Default;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * A text's segments in another order.
 *
 * @param probability how often
 * @param separator what stands between two of them; lines where it is left out
 * @param join what is put between them afterwards; the separator where it is left out
 */
public record ShuffleSegments(
        @Default("1") double probability,
        @Default("\"\\n\"") String separator,
        @Default("null") String join) implements TextStep {
    public ShuffleSegments {
        Require.share("probability", probability);
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("'separator' cannot be empty: there would be no segments");
        }
    }

    @Override
    public String words(String words, SplittableRandom random) {
        List<String> segments = Arrays.asList(words.split(Pattern.quote(separator)));
        var shuffled = new ArrayList<String>();
        for (int place : Chance.permutation(segments.size(), random)) {
            shuffled.add(segments.get(place));
        }
        return String.join(join == null ? separator : join, shuffled);
    }
}
