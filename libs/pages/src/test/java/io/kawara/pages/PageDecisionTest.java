package io.kawara.pages;

import static io.kawara.contracts.PageRules.FALSE_POSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.CharacterBox.Alternative;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageDecisionTest {
    private static final PageRules RULES = PageRules.defaults();

    @Test
    void boxesThatAreNoCharacterGo() {
        var page = page(read(0, "U+306F", 0.9), read(50, FALSE_POSITIVE, 0.9));

        assertThat(decided(page)).extracting(CharacterBox::code).containsExactly("U+306F");
    }

    @Test
    void ofOverlappingBoxesTheMoreProbableCharacterStaysWhateverTheDetectorSaid() {
        var page = page(read(0, "U+306F", 0.6, 0.99), read(2, "U+307B", 0.8, 0.7), read(50, "U+304B", 0.1, 0.6));

        assertThat(decided(page)).extracting(CharacterBox::code).containsExactly("U+307B", "U+304B");
    }

    @Test
    void aFalsePositiveSuppressesNothing() {
        var page = page(read(0, "U+306F", 0.6), read(1, FALSE_POSITIVE, 0.99));

        assertThat(decided(page)).extracting(CharacterBox::code).containsExactly("U+306F");
    }

    @Test
    void theSeedsBoxesKeepTwoAndNotOne() {
        // golden.json, suppression: the third box overlaps only one that goes.
        var boxes = List.of(
                read(CharacterBox.found(1, 0, 0, 10, 10), "U+3042", 0.5),
                read(CharacterBox.found(1, 0, 4, 10, 10), "U+3044", 0.9),
                read(CharacterBox.found(1, 4, 0, 10, 10), "U+3046", 0.4));

        assertThat(decided(new ReadPage(new PageSize(100, 100), boxes)))
                .extracting(CharacterBox::code)
                .containsExactly("U+3044", "U+3046");
    }

    @Test
    void withoutAFilterABoxNeedsTheDetectorsScore() {
        var page = page(read(0, "U+306F", 0.9, 0.49), read(50, "U+307B", 0.2, 0.5));

        assertThat(decided(page)).extracting(CharacterBox::code).containsExactly("U+307B");
    }

    @Test
    void aFilterJudgesWhatStaysAndTheDetectorsScoreNoMore() {
        var page = page(read(0, "U+306F", 0.9, 0.1), read(1, "U+307B", 0.8, 0.9), read(50, "U+304B", 0.7, 0.9));
        CharacterFilter filter = judged -> {
            assertThat(judged.boxes()).extracting(ReadBox::code).containsExactly("U+306F", "U+304B");
            return new double[] {0.5, 0.49};
        };

        var characters = new PageDecision(RULES, Optional.empty(), Optional.of(filter)).decide(page);

        assertThat(characters).extracting(CharacterBox::code).containsExactly("U+306F");
        assertThat(characters.get(0).score()).isEqualTo(0.9);
        assertThat(characters.get(0).found()).isEqualTo(0.1);
    }

    @Test
    void theSecondLevelReadsAnewBeforeAnythingIsDropped() {
        var page = page(read(0, FALSE_POSITIVE, 0.9, 0.3), read(50, "U+306F", 0.9));
        SecondLevel level = seen -> {
            assertThat(seen).isEqualTo(page);
            return List.of(
                    seen.boxes().get(0).as("U+307B", 0.7, List.of()),
                    seen.boxes().get(1).as(FALSE_POSITIVE, 0.6, List.of()));
        };

        var characters = new PageDecision(RULES, Optional.of(level), Optional.empty()).decide(page);

        assertThat(characters).singleElement().satisfies(character -> {
            assertThat(character.code()).isEqualTo("U+307B");
            assertThat(character.score()).isEqualTo(0.7);
        });
    }

    @Test
    void tellsAFewAlternativesAndNeverThatItMayBeNothing() {
        var others = IntStream.range(0, 6)
                .mapToObj(i -> new Alternative("U+305" + i, 0.05 - i / 128.0))
                .toList();
        var box = read(0, "U+306F", 0.123456789)
                .as(
                        "U+306F",
                        0.123456789,
                        Stream.concat(Stream.of(new Alternative(FALSE_POSITIVE, 0.1)), others.stream())
                                .toList());

        assertThat(decided(page(box))).singleElement().satisfies(character -> {
            assertThat(character.score()).isEqualTo(0.1235);
            assertThat(character.alternatives())
                    .containsExactly(
                            new Alternative("U+3050", 0.05),
                            new Alternative("U+3051", 0.0422),
                            new Alternative("U+3052", 0.0344),
                            new Alternative("U+3053", 0.0266));
        });
    }

    private static List<CharacterBox> decided(ReadPage page) {
        return new PageDecision(RULES, Optional.empty(), Optional.empty()).decide(page);
    }

    private static ReadPage page(ReadBox... boxes) {
        return new ReadPage(new PageSize(200, 100), List.of(boxes));
    }

    private static ReadBox read(int x, String code, double score) {
        return read(x, code, score, 0.9);
    }

    private static ReadBox read(int x, String code, double score, double found) {
        return read(CharacterBox.found(found, x, 10, 20, 20), code, score);
    }

    private static ReadBox read(CharacterBox box, String code, double score) {
        return new ReadBox(box, code, score, List.of(), Map.of());
    }
}
