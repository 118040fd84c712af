package io.kawara.trainer.pseudo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.LoopRules.Pseudo;
import io.kawara.contracts.LoopRules.Pseudo.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    @Test
    void takesTheSurestFraction() {
        var chosen = Selection.of(scored(10), rules(Policy.TOP_FRACTION, 0.8, null, null, false));

        assertThat(chosen).hasSize(8).extracting(Candidate::image).doesNotContain("i0", "i1");
    }

    @Test
    void takesEveryAnswerFromTheMinimumOn() {
        var rules = new Pseudo(Policy.ALL, null, 0.45, null, null, null, null, null, null);

        assertThat(Selection.of(scored(10), rules))
                .extracting(Candidate::score)
                .allMatch(score -> score >= 0.45)
                .hasSize(5);
    }

    @Test
    void takesWhatIsFarAheadOfASecondThatIsLow() {
        List<Candidate> candidates = List.of(
                candidate("far", "", "a", 0.9, 5, 9.9, false),
                candidate("near", "", "a", 0.9, 4.9, 0, false),
                candidate("high", "", "a", 0.9, 7, 10.1, false));

        assertThat(Selection.of(candidates, rules(Policy.GAP, null, null, null, false)))
                .extracting(Candidate::image)
                .containsExactly("far");
    }

    @Test
    void takesWhatIsSaturated() {
        List<Candidate> candidates =
                List.of(candidate("i", "", "a", 1, 9, 0, true), candidate("j", "", "a", 1, 9, 0, false));

        assertThat(Selection.of(candidates, rules(Policy.SATURATED, null, null, null, false)))
                .extracting(Candidate::image)
                .containsExactly("i");
    }

    @Test
    void keepsClassesBalanced() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            candidates.add(candidate("a" + i, "", "a", 0.9 + i * 0.01, 0, 0, false));
        }
        candidates.add(candidate("b", "", "b", 0.5, 0, 0, false));

        assertThat(Selection.of(candidates, rules(Policy.ALL, null, 2, null, false)))
                .extracting(Candidate::image)
                .containsExactly("a8", "a7", "b");
    }

    @Test
    void adaptsToEachGroupByItself() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            candidates.add(candidate("easy" + i, "book-1", "a", 0.9 + i * 0.01, 0, 0, false));
            candidates.add(candidate("hard" + i, "book-2", "a", 0.5 + i * 0.01, 0, 0, false));
        }

        assertThat(Selection.of(candidates, rules(Policy.TOP_FRACTION, 0.5, null, null, false)))
                .extracting(Candidate::group)
                .containsOnly("book-1");
        assertThat(Selection.of(candidates, rules(Policy.TOP_FRACTION, 0.5, null, null, true)))
                .extracting(Candidate::image)
                .containsExactly("easy3", "easy2", "hard3", "hard2");
    }

    private static List<Candidate> scored(int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(candidate("i" + i, "", "a", i / 10.0, 0, 0, false));
        }
        return candidates;
    }

    private static Candidate candidate(
            String image, String group, String name, double score, double gap, double second, boolean saturated) {
        return new Candidate(image, 0, group, List.of(name), score, gap, second, saturated);
    }

    private static Pseudo rules(Policy policy, Double fraction, Integer perClass, Double minimum, boolean perGroup) {
        return new Pseudo(policy, null, minimum, fraction, null, null, perClass, perGroup, null);
    }
}
