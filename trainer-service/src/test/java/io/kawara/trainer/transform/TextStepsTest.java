package io.kawara.trainer.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.trainer.data.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextStepsTest {
    @Test
    void shufflesSegmentsAndKeepsThemWhole() {
        var seen = new HashSet<String>();
        for (int seed = 0; seed < 50; seed++) {
            seen.add(((TextStep) Rasters.step("{kind: shuffle-segments, separator: '，', join: ''}"))
                    .words("ab，c，de", new SplittableRandom(seed)));
        }

        assertThat(seen).containsExactlyInAnyOrder("abcde", "abdec", "cabde", "cdeab", "deabc", "decab");
    }

    @Test
    void shufflesLinesWhereNoSeparatorIsGiven() {
        var lines = ((TextStep) Rasters.step("{kind: shuffle-segments}")).words("one\ntwo", new SplittableRandom(1));

        assertThat(lines).isIn("one\ntwo", "two\none");
    }

    @Test
    void swapsValuesOfTheSameFieldOnly() {
        var cup = row("a", "red", "small");
        var pot = row("b", "blue", "large");
        var step = new SwapAttributes(0.5, List.of("colour"));
        int swapped = 0;
        for (int seed = 0; seed < 1000; seed++) {
            var fields =
                    step.row(cup, List.of(cup, pot), new SplittableRandom(seed)).fields();
            assertThat(fields.get("colour")).isIn("red", "blue");
            assertThat(fields.get("size")).isEqualTo("small");
            swapped += fields.get("colour").equals("blue") ? 1 : 0;
        }

        assertThat(swapped).isBetween(200, 300); // half of the draws, and half of those meet the row itself
    }

    @Test
    void dropsTheShareOfTokens() {
        long[] tokens = LongStream.range(0, 10_000).toArray();
        long[] left = new DropTokens(1, 0.3).tokens(tokens, new SplittableRandom(1));

        assertThat(left.length).isBetween(6800, 7200);
        assertThat(left).isSorted();
    }

    private static Row row(String id, String colour, String size) {
        return new Row(id, null, Set.of("cup"), Map.of("colour", colour, "size", size), id);
    }
}
