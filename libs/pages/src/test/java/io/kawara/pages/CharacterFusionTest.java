package io.kawara.pages;

import static io.kawara.contracts.PageRules.FALSE_POSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageRules.CharacterVote;
import io.kawara.contracts.PageSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CharacterFusionTest {
    private static final PageSize PAGE = new PageSize(200, 100);
    private static final double EXACT = 1e-3; // candidates travel in steps of 1/2048

    @Test
    void aSingleClassifiersProbabilitiesAreTheAnswers() {
        var read = soft(0, reading("a", 5, 100, Map.of("U+306F", 0.7, "U+307B", 0.2)));

        assertThat(read.code()).isEqualTo("U+306F");
        assertThat(read.score()).isCloseTo(0.7, within(EXACT));
        assertThat(read.alternatives()).singleElement().satisfies(other -> {
            assertThat(other.code()).isEqualTo("U+307B");
            assertThat(other.score()).isCloseTo(0.2, within(EXACT));
        });
    }

    @Test
    void softVoteIsTheNormalisedWeightedMeanOfLogarithms() {
        var random = new SplittableRandom(11);
        for (int trial = 0; trial < 50; trial++) {
            var a = distribution(random, 12);
            var b = distribution(random, 12);
            var expected = new TreeMap<String, Double>();
            a.forEach((code, p) -> expected.put(code, Math.exp((1 * Math.log(p) + 3 * Math.log(b.get(code))) / 4)));
            double sum = expected.values().stream().mapToDouble(p -> p).sum();

            var read = soft(0, reading("a", 1, 12, a), reading("b", 3, 12, b));

            assertThat(all(read))
                    .allSatisfy((code, score) -> assertThat(score).isCloseTo(expected.get(code) / sum, within(EXACT)));
            assertThat(read.score())
                    .isGreaterThanOrEqualTo(read.alternatives().get(0).score());
        }
    }

    @Test
    void aClassThatAModelDoesNotNameIsImprobableAndNotALogitOfNothing() {
        // With missing logits as 0, the second code would win by what the first model does not say of it (S4, problem
        // 7).
        var sure = reading("sure", 1, 1000, Map.of("U+306F", 0.999));
        var unsure = reading("unsure", 1, 1000, Map.of("U+307B", 0.5, "U+306F", 0.3));

        var read = soft(0, sure, unsure);

        assertThat(read.code()).isEqualTo("U+306F");
        double rest = 0.001 / 999;
        double otherRest = 0.2 / 998;
        double first = Math.sqrt(0.999 * 0.3);
        double second = Math.sqrt(rest * 0.5);
        double nobodys = 998 * Math.sqrt(rest * otherRest);
        assertThat(read.score()).isCloseTo(first / (first + second + nobodys), within(EXACT));
        assertThat(read.alternatives().get(0).score()).isCloseTo(second / (first + second + nobodys), within(EXACT));
    }

    @Test
    void theProbabilityOfClassesThatNobodyNamesIsKeptFromTheOthers() {
        var read = soft(0, reading("a", 1, 4213, Map.of("U+306F", 0.4, "U+307B", 0.1)));

        assertThat(read.score() + read.alternatives().get(0).score()).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void softVoteDoesNotDependOnTheOrderOfModelsOrTheScaleOfWeights() {
        var random = new SplittableRandom(5);
        var readings = new ArrayList<PageReading>();
        for (int model = 0; model < 4; model++) {
            readings.add(reading("m" + model, 1 + model, 300, distribution(random, 9)));
        }
        var read = CharacterFusion.fuse(PAGE, readings, rules(CharacterVote.SOFT, 0))
                .boxes()
                .get(0);
        Collections.reverse(readings);
        var doubled = readings.stream()
                .map(r -> new PageReading(r.model(), 2 * r.weight(), r.characters(), r.candidates()))
                .toList();
        var again = CharacterFusion.fuse(PAGE, doubled, rules(CharacterVote.SOFT, 0))
                .boxes()
                .get(0);

        assertThat(again.code()).isEqualTo(read.code());
        assertThat(again.score()).isCloseTo(read.score(), within(1e-12));
    }

    @Test
    void equallyProbableCodesGoByTheirCode() {
        assertThat(soft(0, reading("a", 1, 9, Map.of("U+307B", 0.5, "U+306F", 0.5)))
                        .code())
                .isEqualTo("U+306F");
    }

    @Test
    void whereAllKnowFalsePositivesTheyAreAClassAsOthers() {
        var a = Map.of("U+306F", 0.6, FALSE_POSITIVE, 0.4);
        var b = Map.of("U+306F", 0.2, FALSE_POSITIVE, 0.8);
        double character = Math.sqrt(0.6 * 0.2);
        double none = Math.sqrt(0.4 * 0.8);

        var read = soft(0, reading("a", 1, 2, a), reading("b", 1, 2, b));

        assertThat(read.isFalsePositive()).isTrue();
        assertThat(read.score()).isCloseTo(none / (character + none), within(EXACT));
    }

    @Test
    void aModelThatDoesNotKnowFalsePositivesIsOfNoOpinionAboutThem() {
        var context = reading("context", 1, 3, Map.of("U+306F", 0.2, "U+307B", 0.1, FALSE_POSITIVE, 0.7));
        var crops = reading("crops", 1, 2, Map.of("U+306F", 0.5, "U+307B", 0.5));

        var read = soft(0, context, crops);

        assertThat(read.isFalsePositive()).isTrue();
        // What the second says of the characters is under the condition that there is one.
        double first = Math.sqrt(0.2 * 0.3 * 0.5);
        double second = Math.sqrt(0.1 * 0.3 * 0.5);
        assertThat(read.score()).isCloseTo(0.7 / (0.7 + first + second), within(EXACT));
    }

    @Test
    void anAgreeingModelWithoutFalsePositivesLeavesTheirProbabilityAsItIs() {
        var known = Map.of("U+306F", 0.6, "U+307B", 0.2, FALSE_POSITIVE, 0.2);
        var same = Map.of("U+306F", 0.75, "U+307B", 0.25);

        var read = soft(0, reading("context", 1, 3, known), reading("crops", 4, 2, same));

        assertThat(all(read)).allSatisfy((code, score) -> assertThat(score).isCloseTo(known.get(code), within(EXACT)));
    }

    @Test
    void theBiasIsAddedToTheLogarithmOfFalsePositives() {
        var reading = reading("a", 1, 2, Map.of("U+306F", 0.6, FALSE_POSITIVE, 0.4));

        assertThat(soft(0, reading).isFalsePositive()).isFalse();
        var read = soft(Math.log(2), reading);
        assertThat(read.isFalsePositive()).isTrue();
        assertThat(read.score()).isCloseTo(0.8 / 1.4, within(EXACT));
        assertThat(soft(-5, reading("b", 1, 2, Map.of("U+306F", 0.1, FALSE_POSITIVE, 0.9)))
                        .code())
                .isEqualTo("U+306F");
    }

    @Test
    void aCertainFalsePositiveIsNoNumberOutOfRange() {
        var read = soft(
                0,
                reading("a", 1, 2, Map.of("U+306F", 0.0, FALSE_POSITIVE, 1.0)),
                reading("b", 1, 2, Map.of("U+306F", 1.0)));

        assertThat(read.isFalsePositive()).isTrue();
        assertThat(read.score()).isBetween(0.99, 1.0);
    }

    @Test
    void hardVoteIsTheLabelOfMostModelsWithTheGreatestProbabilityOfItsVoters() {
        var read = hard(
                reading("a", 1, 50, Map.of("U+306F", 0.5, "U+307B", 0.3)),
                reading("b", 9, 50, Map.of("U+307B", 0.99)),
                reading("c", 1, 50, Map.of("U+306F", 0.6)));

        assertThat(read.code()).isEqualTo("U+306F");
        assertThat(read.score()).isCloseTo(0.6, within(EXACT));
        assertThat(read.alternatives().get(0).code()).isEqualTo("U+307B");
        assertThat(read.alternatives().get(0).score()).isCloseTo(0.99, within(EXACT));
    }

    @Test
    void whereAllDifferTheMostConfidentModelDecides() {
        var read = hard(
                reading("a", 1, 50, Map.of("U+306F", 0.5)),
                reading("b", 1, 50, Map.of("U+307B", 0.7)),
                reading("c", 1, 50, Map.of("U+304B", 0.6)));

        assertThat(read.code()).isEqualTo("U+307B");
        assertThat(read.score()).isCloseTo(0.7, within(EXACT));
    }

    @Test
    void fullTiesOfTheHardVoteGoToTheSmallestCode() {
        assertThat(hard(reading("a", 1, 50, Map.of("U+307B", 0.5)), reading("b", 1, 50, Map.of("U+306F", 0.5)))
                        .code())
                .isEqualTo("U+306F");
    }

    @Test
    void onlyModelsThatKnowFalsePositivesVoteOnThem() {
        var no = reading("context", 1, 50, Map.of(FALSE_POSITIVE, 0.6, "U+306F", 0.3));
        var crops = reading("crops", 1, 49, Map.of("U+306F", 0.99));
        assertThat(hard(no, crops, reading("more", 1, 49, Map.of("U+306F", 0.9)))
                        .isFalsePositive())
                .isTrue();

        var yes = reading("other", 1, 50, Map.of(FALSE_POSITIVE, 0.2, "U+304B", 0.7));
        var read = hard(no, yes, crops);
        assertThat(read.code()).isEqualTo("U+306F"); // most confident of those that are not for a false positive
    }

    @Test
    void keepsBoxesWithTheDetectorsScoreAndEveryOpinion() {
        var page = CharacterFusion.fuse(
                PAGE, List.of(reading("a", 1, 9, Map.of("U+306F", 0.5))), rules(CharacterVote.SOFT, 0));

        assertThat(page.size()).isEqualTo(PAGE);
        var box = page.boxes().get(0);
        assertThat(box.box()).isEqualTo(CharacterBox.found(0.75, 10, 20, 30, 40));
        assertThat(box.found().score()).isEqualTo(0.75);
        assertThat(box.opinions()).containsOnlyKeys("a");
    }

    @Test
    void readingsOfOtherBoxesHaveNoCommonAnswer() {
        var one = reading("a", 1, 9, Map.of("U+306F", 0.5));
        var other = new PageReading(
                "b", 1, List.of(new CharacterBox("U+306F", 0.5, 11, 20, 30, 40)), candidates(9, Map.of("U+306F", 0.5)));

        assertThatThrownBy(() -> CharacterFusion.fuse(PAGE, List.of(one, other), rules(CharacterVote.SOFT, 0)))
                .hasMessageContaining("b reads other boxes than a");
    }

    private static ReadBox soft(double bias, PageReading... readings) {
        return CharacterFusion.fuse(PAGE, List.of(readings), rules(CharacterVote.SOFT, bias))
                .boxes()
                .get(0);
    }

    private static ReadBox hard(PageReading... readings) {
        return CharacterFusion.fuse(PAGE, List.of(readings), rules(CharacterVote.HARD, 0))
                .boxes()
                .get(0);
    }

    private static PageRules rules(CharacterVote vote, double bias) {
        return new PageRules(null, null, vote, null, bias, null);
    }

    private static Map<String, Double> all(ReadBox read) {
        var all = new TreeMap<>(Map.of(read.code(), read.score()));
        read.alternatives().forEach((Alternative other) -> all.put(other.code(), other.score()));
        return all;
    }

    private static PageReading reading(String model, double weight, int classes, Map<String, Double> probabilities) {
        var box = CharacterBox.found(0.75, 10, 20, 30, 40);
        return new PageReading(model, weight, List.of(box.read("U+306F", 0.5)), candidates(classes, probabilities));
    }

    private static Candidates candidates(int classes, Map<String, Double> probabilities) {
        var logarithms = new LinkedHashMap<String, Double>();
        probabilities.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(code -> logarithms.put(code.getKey(), Math.log(code.getValue())));
        double others = 1 - probabilities.values().stream().mapToDouble(p -> p).sum();
        double rest = Math.log(Math.max(0, others) / Math.max(1, classes - probabilities.size()));
        return Candidates.of(classes, List.of(new Candidates.Box(logarithms, rest)));
    }

    private static Map<String, Double> distribution(SplittableRandom random, int classes) {
        var weights = random.doubles(classes, 0.01, 1).toArray();
        double sum = java.util.Arrays.stream(weights).sum();
        var distribution = new TreeMap<String, Double>();
        for (int i = 0; i < classes; i++) {
            distribution.put("U+30" + (10 + i), weights[i] / sum);
        }
        return distribution;
    }
}
