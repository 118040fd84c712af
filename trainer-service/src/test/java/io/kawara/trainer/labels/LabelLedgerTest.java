package io.kawara.trainer.labels;

import static io.kawara.trainer.labels.Labels.PRODUCTS;
import static io.kawara.trainer.labels.Labels.back;
import static io.kawara.trainer.labels.Labels.golden;
import static io.kawara.trainer.labels.Labels.human;
import static io.kawara.trainer.labels.Labels.pseudo;
import static io.kawara.trainer.labels.Labels.ruling;
import static io.kawara.trainer.labels.Labels.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Ruling;
import io.kawara.contracts.Ruling.Verdict;
import io.kawara.contracts.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelLedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void aLabelBeforeItsImageCounts() {
        ledger.take(human("1", "i", "ann", 0, "Tops"));

        assertThat(ledger.state("1")).isEqualTo("counts");
    }

    @Test
    void theSameLabelAgainChangesNothing() {
        ledger.take(human("1", "i", "ann", 0, "Tops"), human("2", "i", "ann", 1, "Shoes"));
        ledger.take(human("1", "i", "ann", 0, "Tops"));

        assertThat(ledger.state("1")).isEqualTo("superseded");
        assertThat(ledger.state("2")).isEqualTo("counts");
    }

    @Test
    void theLaterLabelOfAnAnnotatorSupersedesWhicheverComesFirst() {
        ledger.take(human("2", "i", "ann", 1, "Shoes"), human("1", "i", "ann", 0, "Tops"));

        assertThat(ledger.state("1")).isEqualTo("superseded");
        assertThat(ledger.state("2")).isEqualTo("counts");
    }

    @Test
    void aWithdrawalRestoresTheFormerLabel() {
        ledger.take(
                human("1", "i", "ann", 0, "Tops"), human("2", "i", "ann", 1, "Shoes"), back("3", "i", "ann", 2, "2"));

        assertThat(ledger.state("1")).isEqualTo("counts");
        assertThat(ledger.state("2")).isEqualTo("withdrawn");
    }

    @Test
    void aWithdrawalThatIsTakenBackTakesNothingBack() {
        ledger.take(human("1", "i", "ann", 0, "Tops"), back("2", "i", "ann", 1, "1"), back("3", "i", "ann", 2, "2"));

        assertThat(ledger.state("1")).isEqualTo("counts");
    }

    @Test
    void nobodyTakesBackWhatAnotherSaid() {
        ledger.take(human("1", "i", "ann", 0, "Tops"), back("2", "i", "bob", 1, "1"), back("3", "j", "ann", 1, "1"));

        assertThat(ledger.state("1")).isEqualTo("counts");
        assertThat(ledger.reason("2")).isEqualTo("1 is ann's, who alone takes it back");
        assertThat(ledger.reason("3")).isEqualTo("1 is a label of another image");
    }

    @Test
    void aLabelOfADeletedImageIsRefused() {
        ledger.take(human("1", "i", "ann", 0, "Tops"));
        ledger.forget("i");
        ledger.take(human("2", "i", "bob", 5, "Tops"));

        assertThat(ledger.states()).containsOnlyKeys("2");
        assertThat(ledger.state("2")).isEqualTo("refused");
        assertThat(ledger.reason("2")).isEqualTo("the image was deleted by ann");
    }

    @Test
    void aLabelOfAnUnknownClassIsRefused() {
        ledger.with(products(Map.of()));
        ledger.take(human("1", "i", "ann", 0, "Tpos"));

        assertThat(ledger.state("1")).isEqualTo("refused");
        assertThat(ledger.reason("1")).contains("'Tops'");
    }

    @Test
    void twoContradictingLabelsInOneSecondAreKeptAndNeitherCounts() {
        ledger.take(human("1", "i", "ann", 0, "Tops"), human("2", "i", "bob", 0, "Shoes"));

        assertThat(ledger.state("1")).isEqualTo("held");
        assertThat(ledger.state("2")).isEqualTo("held");
        assertThat(ledger.reason("1")).isEqualTo("contradicted by bob");
    }

    @Test
    void theTrustedOneOfTwoThatContradictEachOtherCounts() {
        ledger.with(products(Map.of("crowd", new LoopRules.Source(null, 0.5, null))));
        ledger.take(human("1", "i", "ann", 0, "Tops"), sent("crowd", "2", "i", "bob", 0, "Shoes"));

        assertThat(ledger.state("1")).isEqualTo("counts");
        assertThat(ledger.state("2")).isEqualTo("held");
    }

    @Test
    void aThirdOneDecidesBetweenTwo() {
        ledger.take(
                human("1", "i", "ann", 0, "Tops"),
                human("2", "i", "bob", 0, "Shoes"),
                human("3", "i", "eve", 9, "Shoes"));

        assertThat(ledger.state("1")).isEqualTo("held");
        assertThat(ledger.state("2")).isEqualTo("counts");
        assertThat(ledger.state("3")).isEqualTo("counts");
    }

    @Test
    void trustMultipliesTheWeightAndFollowsTheRules() {
        ledger.with(products(Map.of("import", new LoopRules.Source(null, 0.5, null))));
        ledger.take(sent("import:a.csv", "1", "i", "file", 0, "Tops"), human("2", "i", "ann", 0, "Shoes"));
        assertThat(ledger.states()).containsEntry("1", "held contradicted by ann 0.5");

        ledger.with(products(Map.of("review", new LoopRules.Source(null, 0.25, null))));
        ledger.take(human("3", "another", "ann", 9, "Ties"));

        assertThat(ledger.states())
                .containsEntry("1", "counts null 1.0")
                .containsEntry("2", "held contradicted by file 0.25");
    }

    @Test
    void aFloodIsHeldBeyondTheQuotaOfItsHour() {
        ledger.with(products(Map.of("*", new LoopRules.Source(2, null, null))));
        for (int i = 0; i < 4; i++) {
            ledger.take(sent("crowd", "f" + i, "i" + i, "bot", i, "Tops"));
        }
        ledger.take(sent("crowd", "next", "j", "bot", 3600, "Tops"), sent("api", "other", "k", "ann", 2, "Tops"));

        assertThat(ledger.state("f1")).isEqualTo("counts");
        assertThat(ledger.state("f2")).isEqualTo("held");
        assertThat(ledger.reason("f3")).isEqualTo("crowd sent more labels within the hour than its quota");
        assertThat(ledger.state("next")).isEqualTo("counts");
        assertThat(ledger.state("other")).isEqualTo("counts");
    }

    @Test
    void whatIsHeldSupersedesNothing() {
        ledger.with(products(Map.of("crowd", new LoopRules.Source(1, null, null))));
        ledger.take(sent("crowd", "1", "i", "ann", 0, "Tops"), sent("crowd", "2", "i", "ann", 1, "Shoes"));

        assertThat(ledger.state("1")).isEqualTo("counts");
    }

    @Test
    void aReleasedFloodCounts() {
        ledger.with(products(Map.of("*", new LoopRules.Source(1, null, null))));
        ledger.take(sent("crowd", "1", "i", "bot", 0, "Tops"), sent("crowd", "2", "j", "bot", 1, "Tops"));
        ledger.rule(ruling("r", Verdict.RELEASE, 60, "crowd", null));
        ledger.take(sent("crowd", "3", "k", "bot", 61, "Tops"));

        assertThat(ledger.state("2")).isEqualTo("counts");
        assertThat(ledger.state("3")).isEqualTo("held");
    }

    @Test
    void aSourceThatContradictsTheGoldenSetIsHeldWhole() {
        ledger.take(sent("crowd", "before", "other", "bot", 0, "Tops"));
        for (int i = 0; i < 5; i++) {
            ledger.take(golden("g" + i, "i" + i, "ann", i, "Tops"));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(ledger.state("before")).isEqualTo("counts");
            ledger.take(sent("crowd", "c" + i, "i" + i, "bot", i, i < 3 ? "Tops" : "Shoes"));
        }
        ledger.take(sent("crowd", "after", "another", "bot", 100, "Tops"));

        assertThat(ledger.state("before")).isEqualTo("held");
        assertThat(ledger.reason("after")).isEqualTo("crowd contradicts the golden labels too often");
        assertThat(ledger.state("g4")).isEqualTo("counts");
    }

    @Test
    void aSourceThatAgreesWithTheGoldenSetIsNotHeld() {
        for (int i = 0; i < 10; i++) {
            ledger.take(
                    golden("g" + i, "i" + i, "ann", i, "Tops"),
                    sent("crowd", "c" + i, "i" + i, "bot", i, i < 7 ? "Tops" : "Shoes"));
        }
        ledger.take(sent("crowd", "after", "another", "bot", 100, "Tops"));

        assertThat(ledger.state("after")).isEqualTo("counts");
        assertThat(ledger.reason("c8")).isEqualTo("it contradicts a golden label");
    }

    @Test
    void aHeldSourceCountsAgainOnceItsErrorsAreTakenBack() {
        for (int i = 0; i < 5; i++) {
            ledger.take(golden("g" + i, "i" + i, "ann", i, "Tops"), sent("crowd", "c" + i, "i" + i, "bot", i, "Shoes"));
        }
        ledger.take(sent("crowd", "other", "j", "bot", 9, "Tops"));
        assertThat(ledger.state("other")).isEqualTo("held");

        ledger.take(back("b", "i0", "bot", 10, "c0"));

        assertThat(ledger.state("other")).isEqualTo("counts");
    }

    @Test
    void aPersonsLabelGoesBeforeAModels() {
        ledger.take(human("1", "i", "ann", 0, "Tops"), pseudo("2", "i", 5, "Shoes", "m@1"));
        ledger.take(pseudo("3", "j", 0, "Shoes", "m@1"), human("4", "j", "ann", 5, "Tops"));

        assertThat(ledger.state("2")).isEqualTo("superseded");
        assertThat(ledger.state("3")).isEqualTo("superseded");
        assertThat(ledger.state("4")).isEqualTo("counts");
    }

    @Test
    void aModelsLabelsAreRevokedWithItWheneverTheyCome() {
        ledger.take(pseudo("1", "i", 0, "Tops", "m@1", "n@2"), pseudo("2", "j", 0, "Tops", "m@2"));
        ledger.rule(ruling("r", Verdict.REVOKE, 60, null, "m@1"));
        ledger.take(pseudo("late", "k", 30, "Tops", "m@1"), pseudo("later", "l", 61, "Tops", "m@1"));

        assertThat(ledger.state("1")).isEqualTo("revoked");
        assertThat(ledger.reason("1")).isEqualTo("because");
        assertThat(ledger.state("2")).isEqualTo("counts");
        assertThat(ledger.state("late")).isEqualTo("revoked");
        assertThat(ledger.state("later")).isEqualTo("counts");
    }

    @Test
    void aRevokedLabelLeavesTheFormerOneInItsPlace() {
        ledger.take(human("1", "i", "ann", 0, "Tops"), sent("broken", "2", "i", "ann", 1, "Shoes"));
        ledger.rule(ruling("r", Verdict.REVOKE, 60, "broken", null));

        assertThat(ledger.state("1")).isEqualTo("counts");
        assertThat(ledger.state("2")).isEqualTo("revoked");
    }

    @Test
    void labelsAreRevokedByTime() {
        ledger.take(
                human("1", "i", "ann", 0, "Tops"),
                human("2", "j", "ann", 10, "Tops"),
                human("3", "k", "ann", 20, "Tops"));
        ledger.rule(new Ruling(
                "r",
                Verdict.REVOKE,
                null,
                null,
                null,
                null,
                Labels.at(10),
                Labels.at(20),
                null,
                "ann",
                null,
                Labels.at(60)));

        assertThat(ledger.state("1")).isEqualTo("counts");
        assertThat(ledger.state("2")).isEqualTo("revoked");
        assertThat(ledger.state("3")).isEqualTo("counts");
    }

    @Test
    void theLaterOfTwoRulingsGoesWhicheverComesFirst() {
        ledger.take(human("1", "i", "ann", 0, "Tops"));
        ledger.rule(ruling("r2", Verdict.RELEASE, 90, "review", null));
        ledger.rule(ruling("r1", Verdict.REFUSE, 60, "review", null));

        assertThat(ledger.state("1")).isEqualTo("counts");
    }

    @Test
    void imagesAreToldHowManyLabelsOfThemCount() {
        ledger.image(Answers.of("i", "Tops", 0.9), null);
        ledger.take(
                human("1", "i", "ann", 0, "Tops"),
                human("2", "i", "bob", 0, "Tops"),
                pseudo("3", "i", 0, "Tops", "m@1"));
        assertThat(told("i")).isEqualTo(2);

        ledger.take(back("4", "i", "ann", 5, "1"));

        assertThat(told("i")).isEqualTo(1);
    }

    @Test
    void theSameEventsComeToTheSameStatesInWhicheverOrder() {
        Pipeline rules = products(Map.of("crowd", new LoopRules.Source(12, 0.5, 0.2)));
        var random = new Random(7);
        List<Object> events = new ArrayList<>(events(random));
        Map<String, String> expected = null;
        for (int run = 0; run < 12; run++) {
            var other = new Ledger().with(rules);
            for (Object event : events) {
                if (event instanceof Label label) {
                    other.take(label);
                } else {
                    other.rule((Ruling) event);
                }
            }
            expected = expected == null ? other.states() : expected;
            assertThat(other.states()).isEqualTo(expected);
            Collections.shuffle(events, random);
        }
        assertThat(expected.values().stream()
                        .map(state -> state.substring(0, state.indexOf(' ')))
                        .distinct())
                .containsExactlyInAnyOrder("counts", "superseded", "withdrawn", "held", "revoked", "refused");
    }

    private static List<Object> events(Random random) {
        List<Object> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            events.add(golden("g" + i, "i" + i, "gold", i, "Tops"));
        }
        String[] says = {"Tops", "Shoes", "Ties"};
        String[] people = {"ann", "bob", "eve"};
        String[] sources = {"review", "crowd", "api"};
        for (int i = 0; i < 40; i++) {
            int who = random.nextInt(3);
            events.add(sent(
                    sources[who],
                    "l" + i,
                    "i" + random.nextInt(10),
                    people[who],
                    random.nextInt(60),
                    says[random.nextInt(3)]));
        }
        for (int i = 0; i < 8; i++) {
            events.add(pseudo(
                    "p" + i, "i" + random.nextInt(12), random.nextInt(60), says[random.nextInt(3)], "m@" + i % 2));
            Label taken = (Label) events.get(6 + random.nextInt(40));
            events.add(back("b" + i, taken.image(), taken.by(), 60 + i, taken.id()));
        }
        events.add(human("unknown", "i1", "ann", 5, "Hats"));
        events.add(ruling("r1", Verdict.REVOKE, 50, null, "m@1"));
        events.add(ruling("r2", Verdict.RELEASE, 30, "crowd", null));
        events.add(ruling("r3", Verdict.REFUSE, 20, "crowd", null));
        return events;
    }

    private int told(String image) {
        return ledger.jdbi()
                .withHandle(handle -> handle.createQuery("select told from image where id = :id")
                        .bind("id", image)
                        .mapTo(Integer.class)
                        .one());
    }

    private static Pipeline products(Map<String, LoopRules.Source> sources) {
        return new Pipeline(
                PRODUCTS,
                null,
                null,
                null,
                null,
                List.of(new Member("products-image", Stage.IMAGE, 1)),
                null,
                null,
                null,
                new LoopRules(List.of("Tops", "Shoes", "Ties"), null, null, sources, null, null));
    }
}
