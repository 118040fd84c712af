package io.kawara.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.trainer.labels.Answers;
import io.kawara.trainer.labels.Labels;
import io.kawara.trainer.labels.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class DriftTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Pipeline PIPELINE = new Pipeline(
            Labels.PRODUCTS, null, null, null, null, java.util.List.of(new Member("m", Stage.IMAGE, 1)), null, null);

    private final Ledger ledger = new Ledger();
    private int images;

    /** (0.5 - 0.3) ln(0.5 / 0.3) + (0.5 - 0.7) ln(0.5 / 0.7), as good as unsmoothed. */
    @Test
    void theIndexIsSiddiqis() {
        var index = StabilityIndex.of(Map.of("a", 300_000, "b", 700_000), Map.of("a", 500_000, "b", 500_000));

        assertThat(index.value()).isCloseTo(0.2 * Math.log(5 / 3.0) + 0.2 * Math.log(7 / 5.0), within(1e-5));
        assertThat(index.parts().get("a")).isCloseTo(0.2 * Math.log(5 / 3.0), within(1e-5));
        assertThat(index.isCertain()).isTrue();
    }

    @Test
    void aFewAnswersAreNoChangeThatIsCertain() {
        var index = StabilityIndex.of(Map.of("a", 6, "b", 4), Map.of("a", 3, "b", 7));

        assertThat(index.value()).isGreaterThan(0.2);
        assertThat(index.isCertain()).isFalse();
    }

    @Test
    void whatOneSideDoesNotHaveIsNotInfinite() {
        assertThat(StabilityIndex.of(Map.of("a", 100), Map.of("b", 100)).value())
                .isBetween(1.0, 20.0);
        assertThat(StabilityIndex.of(Map.of("a", 100), Map.of()).value()).isZero();
    }

    @Test
    void aStreamThatStaysAsItWasRaisesNoAlarm() {
        for (int day = 0; day < 20; day++) {
            answers(day, 60, 0.95, 40);
        }

        var drift = Drift.of(ledger.jdbi(), PIPELINE, 7, NOW);

        assertThat(drift.psi().classes()).isLessThan(0.01);
        assertThat(drift.alerts()).isEmpty();
        assertThat(drift.series()).hasSize(20);
        assertThat(drift.reference().from()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(drift.reference().to()).isEqualTo(drift.from()).isEqualTo(Instant.parse("2026-11-14T00:00:00Z"));
    }

    @Test
    void aStreamThatChangesSaysWhichClassAndHowSure() {
        for (int day = 0; day < 20; day++) {
            answers(day, day < 7 ? 10 : 60, day < 7 ? 0.55 : 0.95, day < 7 ? 90 : 40);
        }

        var drift = Drift.of(ledger.jdbi(), PIPELINE, 7, NOW);

        assertThat(drift.psi().classes()).isGreaterThan(0.2);
        assertThat(drift.classes().get(0)).satisfies(first -> {
            assertThat(first.name()).isEqualTo("Tops");
            assertThat(first.reference()).isEqualTo(0.6);
            assertThat(first.now()).isEqualTo(0.1);
        });
        assertThat(drift.alerts()).hasSize(2);
        assertThat(drift.alerts().get(0)).contains("Tops most: 10.0 % of the answers, which were 60.0 %");
    }

    @Test
    void theRisenClassIsLookedUpBeside() {
        Instant today = Instant.now();
        for (int day = 1; day < 20; day++) {
            answers(today.minus(Duration.ofDays(day)), day < 7 ? 10 : 60, 0.9, day < 7 ? 90 : 40);
        }
        var risen = new RisenClass(ledger.jdbi());

        assertThat(risen.of(PIPELINE)).isEmpty();
        risen.await();
        assertThat(risen.of(PIPELINE)).contains("Shoes");
    }

    @Test
    void aYoungStreamIsComparedWithItsFirstHalf() {
        answers(0, 90, 0.9, 10);
        answers(1, 10, 0.9, 90);

        var drift = Drift.of(ledger.jdbi(), PIPELINE, 7, NOW);

        assertThat(drift.from()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(drift.alerts()).isNotEmpty();
    }

    @Test
    void withoutAnswersThereIsNoDrift() {
        var drift = Drift.of(ledger.jdbi(), PIPELINE, 7, NOW);

        assertThat(drift.alerts()).isEmpty();
        assertThat(drift.series()).isEmpty();
    }

    /** So many days ago. */
    private void answers(int day, int tops, double score, int shoes) {
        answers(NOW.minus(Duration.ofDays(day)), tops, score, shoes);
    }

    private void answers(Instant at, int tops, double score, int shoes) {
        for (int i = 0; i < tops + shoes; i++) {
            String label = i < tops ? "Tops" : "Shoes";
            ledger.image(Answers.of("i" + images++, Map.of(label, score, "Other", 1 - score), at), null);
        }
    }
}
