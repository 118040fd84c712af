package io.kawara.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
    void aCutOffPackageIsRefused() {
        var whole = Candidates.of(9, List.of(new Candidates.Box(Map.of("U+306F", -0.1), -5.0)));
        var cut = new Candidates(9, whole.codes(), Arrays.copyOf(whole.packed(), whole.packed().length - 1));
        assertThatThrownBy(cut::unpacked)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("middle of a box");
        var nameless = new Candidates(9, List.of(), whole.packed());
        assertThatThrownBy(nameless::unpacked).hasMessageContaining("name no code");
    }
}
