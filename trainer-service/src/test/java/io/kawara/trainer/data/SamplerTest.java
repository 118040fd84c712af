package io.kawara.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.recipe.SamplingKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    /** One row of a label, 60 of another, 150 of a third, at places 0, 1 to 60, and the rest. */
    private final DataSet data = rows(1, 60, 150);

    @Test
    void copiesRareLabelsWholeAsOftenAsTheyAreRare() {
        var order = Sampler.of(data, new SamplingKeys(100, 0, 1, false));
        var shown = shown(order.order(new SplittableRandom(1)));

        assertThat(order.size()).isEqualTo(101 + 120 + 150);
        assertThat(shown.get(0)).isEqualTo(101);
        IntStream.range(1, 61).forEach(place -> assertThat(shown.get(place)).isEqualTo(2));
        IntStream.range(61, 211).forEach(place -> assertThat(shown.get(place)).isEqualTo(1));
    }

    @Test
    void drawsFrequentLabelsAnewInEachEpoch() {
        var order = Sampler.of(data, new SamplingKeys(0, 50, 1, false));
        int[] first = order.order(new SplittableRandom(1));

        assertThat(order.size()).isEqualTo(1 + 50 + 50);
        assertThat(shown(first)).allSatisfy((place, times) -> assertThat(times).isEqualTo(1));
        assertThat(order.order(new SplittableRandom(1))).isEqualTo(first);
        assertThat(shown(order.order(new SplittableRandom(2))).keySet())
                .isNotEqualTo(shown(first).keySet());
    }

    @Test
    void goesThroughTheRowsSeveralTimesAnEpoch() {
        var order = Sampler.of(data, new SamplingKeys(0, 0, 3, false));
        int[] shown = order.order(new SplittableRandom(1));

        assertThat(order.size()).isEqualTo(3 * 211);
        for (int pass = 0; pass < 3; pass++) {
            assertThat(Arrays.stream(shown, pass * 211, (pass + 1) * 211).distinct())
                    .hasSize(211);
        }
    }

    @Test
    void showsAllLabelsAlikeWhereItDrawsByWeight() {
        int[] shown = Sampler.of(data, new SamplingKeys(0, 0, 20, true)).order(new SplittableRandom(1));

        double single = Arrays.stream(shown).filter(place -> place == 0).count();
        assertThat(single / shown.length).isCloseTo(1 / 3.0, within(0.03));
    }

    @Test
    void showsEachRowOnceWhereNothingIsAskedFor() {
        int[] shown = Sampler.of(data, SamplingKeys.all()).order(new SplittableRandom(1));

        int[] all = IntStream.range(0, 211).toArray();
        assertThat(shown).containsExactlyInAnyOrder(all).isNotEqualTo(all);
    }

    @Test
    void refusesTwoWaysToBalance() {
        assertThatThrownBy(() -> new SamplingKeys(100, 0, 1, true))
                .hasMessageContaining("shows all labels alike already");
    }

    private static DataSet rows(int... counts) {
        var rows = new ArrayList<Row>();
        for (int label = 0; label < counts.length; label++) {
            for (int i = 0; i < counts[label]; i++) {
                rows.add(new Row("%d-%03d".formatted(label, i), null, Set.of("l" + label), Map.of(), label + "-" + i));
            }
        }
        return DataSet.of("numbers", List.copyOf(rows));
    }

    private static Map<Integer, Integer> shown(int[] order) {
        return Arrays.stream(order).boxed().collect(Collectors.toMap(place -> place, place -> 1, Integer::sum));
    }
}
