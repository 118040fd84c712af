package io.kawara.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    @Test
    void comeOutAsTheyWentInToAThousandthOfAFactor() {
        var random = new SplittableRandom(4);
        var boxes = new ArrayList<Candidates.Box>();
        for (int i = 0; i < 300; i++) {
            var logarithms = new LinkedHashMap<String, Double>();
            for (int j = 0; j < i % (Candidates.MOST + 1); j++) {
                logarithms.put("U+" + (4000 + random.nextInt(3000)), -30 * random.nextDouble());
            }
            boxes.add(new Candidates.Box(logarithms, -25));
        }
        var back = Candidates.of(4213, boxes);
        assertThat(back.boxes()).isEqualTo(300);
        var unpacked = back.unpacked();
        for (int i = 0; i < boxes.size(); i++) {
            var before = boxes.get(i);
            var after = unpacked.get(i);
            assertThat(after.logarithms().keySet())
                    .containsExactlyElementsOf(before.logarithms().keySet());
            before.logarithms()
                    .forEach((code, logarithm) ->
                            assertThat(after.logarithm(code)).isCloseTo(logarithm, within(Candidates.STEP)));
            assertThat(after.logarithm("nobody's")).isEqualTo(-25);
        }
    }

    @Test
    void whatIsLessProbableThanCanBeSaidIsNotImpossible() {
        var box = Candidates.of(2, List.of(new Candidates.Box(Map.of("U+306F", -1e9), Double.NEGATIVE_INFINITY)))
                .unpacked()
                .get(0);
        assertThat(box.logarithm("U+306F")).isCloseTo(-32, within(0.001));
        assertThat(box.logarithm("U+306E")).isCloseTo(-32, within(0.001));
    }

    @Test
    void areTheBestOfAllClassesAndWhatTheOthersAreOnAverage() {
        var labels = IntStream.range(0, 4213).mapToObj(i -> "U+" + i).toList();
        var logarithms = new SplittableRandom(3).doubles(4213, -20, -5).toArray();
        logarithms[7] = logarithms[4000]; // equal: in the order of the classes

        var box = Candidates.Box.of(labels, logarithms);

        var sorted = IntStream.range(0, 4213)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> logarithms[i]).reversed())
                .toList();
        assertThat(box.logarithms().keySet())
                .containsExactlyElementsOf(
                        sorted.stream().limit(50).map(labels::get).toList());
        var others = sorted.stream()
                .skip(50)
                .mapToDouble(i -> Math.exp(logarithms[i]))
                .sum();
        assertThat(box.rest()).isCloseTo(Math.log(others / 4163), within(1e-9));
        assertThat(Candidates.of(4213, List.of(box)).knowFalsePositives()).isFalse();
    }

    @Test
    void sayHowProbableAFalsePositiveIsHoweverImprobable() {
        var labels =
                new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "U+" + i).toList());
        labels.add(PageRules.FALSE_POSITIVE);
        var logarithms =
                IntStream.rangeClosed(0, 100).mapToDouble(i -> -i / 8.0).toArray();

        var box = Candidates.Box.of(labels, logarithms);

        assertThat(box.logarithms()).hasSize(51).containsEntry(PageRules.FALSE_POSITIVE, -12.5);
        assertThat(Candidates.of(101, List.of(box)).knowFalsePositives()).isTrue();
    }

    @Test
    void ofAllClassesLeaveNothingToOthers() {
        var box = Candidates.Box.of(List.of("U+306F", "U+306E"), new double[] {-1, -0.5});

        assertThat(box.logarithms()).containsExactly(Map.entry("U+306E", -0.5), Map.entry("U+306F", -1.0));
        assertThat(box.rest()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aCutOffPackageIsRefused() {
        var whole = Candidates.of(9, List.of(new Candidates.Box(Map.of("U+306F", -0.1), -5.0)));
        var cut = Arrays.copyOf(whole.packed(), whole.packed().length - 1);
        assertThatThrownBy(() -> new Candidates(9, whole.codes(), cut))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("middle of a box");
        assertThatThrownBy(() -> new Candidates(9, List.of(), whole.packed()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a code that is not there");
    }
}
