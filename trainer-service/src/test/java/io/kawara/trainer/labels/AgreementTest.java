package io.kawara.trainer.labels;

import static io.kawara.trainer.labels.Labels.human;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Label;
import io.kawara.contracts.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    /** 50 proposals of which both readers take 20 and refuse 15: observed 0.7, by chance 0.5. */
    @Test
    void cohensKappaIsWhatIsAgreedBeyondChance() {
        List<List<Label>> images = new ArrayList<>();
        add(images, 20, "yes", "yes");
        add(images, 5, "yes", "no");
        add(images, 10, "no", "yes");
        add(images, 15, "no", "no");

        var agreement = Agreement.of(images, Task.SINGLE_LABEL, List.of());

        var pair = agreement.pairs().get(0);
        assertThat(pair.a()).isEqualTo("ann");
        assertThat(pair.b()).isEqualTo("bob");
        assertThat(pair.images()).isEqualTo(50);
        assertThat(pair.agreed()).isEqualTo(35);
        assertThat(pair.kappa()).isCloseTo(0.4, within(1e-12));
        assertThat(agreement.kappa()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void pairsArePooledByWhatTheyObservedAndExpected() {
        List<List<Label>> images = new ArrayList<>();
        add(images, 20, "yes", "yes");
        add(images, 5, "yes", "no");
        add(images, 10, "no", "yes");
        add(images, 15, "no", "no");
        for (int i = 0; i < 50; i++) {
            String says = i < 25 ? "yes" : "no";
            images.add(List.of(human("e" + i, "j" + i, "eve", 0, says), human("f" + i, "j" + i, "fay", 0, says)));
        }

        var agreement = Agreement.of(images, Task.SINGLE_LABEL, List.of());

        assertThat(agreement.pairs()).hasSize(2);
        assertThat(agreement.kappa()).isCloseTo((35 + 50 - 25 - 25) / (100.0 - 50), within(1e-12));
    }

    @Test
    void twoWhoAlwaysSayTheOneSameThingAgree() {
        List<List<Label>> images = new ArrayList<>();
        add(images, 3, "yes", "yes");

        assertThat(Agreement.of(images, Task.SINGLE_LABEL, List.of()).kappa()).isEqualTo(1);
    }

    @Test
    void whereNobodyLabelledWhatAnotherDidThereIsNoKappa() {
        var agreement = Agreement.of(List.of(List.of(human("1", "i", "ann", 0, "yes"))), Task.SINGLE_LABEL, List.of());

        assertThat(agreement.kappa()).isNull();
        assertThat(agreement.pairs()).isEmpty();
    }

    @Test
    void ofSeveralLabelsEachClassIsAQuestion() {
        List<List<Label>> images = List.of(
                List.of(human("1", "i", "ann", 0, "a", "b"), human("2", "i", "bob", 0, "a")),
                List.of(human("3", "j", "ann", 0, "b"), human("4", "j", "bob", 0, "b")));

        var pair = Agreement.of(images, Task.MULTI_LABEL, List.of("a", "b"))
                .pairs()
                .get(0);

        assertThat(pair.agreed()).isEqualTo(1);
        // a: 2 of 2 alike, 1 expected; b: 1 of 2 alike, 1 expected
        assertThat(pair.kappa()).isCloseTo((3 - 2) / (4.0 - 2), within(1e-12));
    }

    @Test
    void ofPagesTheCharactersAtOnePlaceAreCompared() {
        var images = List.of(List.of(
                page("1", "ann", box("U+3042", 0), box("U+3044", 100)),
                page("2", "bob", box("U+3042", 5), box("U+3046", 104), box("U+3048", 200))));

        var pair = Agreement.of(images, Task.PAGES, List.of()).pairs().get(0);

        assertThat(pair.agreed()).isZero();
        // alike: one of three places; expected: 1/3 of U+3042
        assertThat(pair.kappa()).isCloseTo((1 - 1.0 / 3) / (3 - 1.0 / 3), within(1e-12));
    }

    private static void add(List<List<Label>> images, int times, String one, String other) {
        for (int i = 0; i < times; i++) {
            String image = "i" + images.size();
            images.add(List.of(human("b" + image, image, "bob", 0, other), human("a" + image, image, "ann", 0, one)));
        }
    }

    private static CharacterBox box(String code, int x) {
        return new CharacterBox(code, 1, x, 10, 30, 40);
    }

    private static Label page(String id, String by, CharacterBox... boxes) {
        return new Label(
                id, "i", "pages", null, by, null, Instant.EPOCH, null, null, List.of(boxes), null, null, false, null);
    }
}
