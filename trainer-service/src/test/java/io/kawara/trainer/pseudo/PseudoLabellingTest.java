package io.kawara.trainer.pseudo;

import static io.kawara.trainer.labels.Labels.PRODUCTS;
import static io.kawara.trainer.labels.Labels.golden;
import static io.kawara.trainer.labels.Labels.human;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.LoopRules.Pseudo;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.trainer.catalogue.Refusal;
import io.kawara.trainer.labels.Answers;
import io.kawara.trainer.labels.LabelQuery;
import io.kawara.trainer.labels.Ledger;
import io.kawara.trainer.labels.StatedLabel;
import io.kawara.trainer.labels.Verdicts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class PseudoLabellingTest {
    private static final Pseudo ALL = new Pseudo(Pseudo.Policy.ALL, null, 0.5, null, null, null, null, null, null);

    private final Ledger ledger = new Ledger();

    @Test
    void surestAnswersBecomeLabelsThatSayWhoMadeThem() {
        for (int i = 0; i < 10; i++) {
            ledger.image(Answers.of("i" + i, "Tops", 0.5 + i * 0.05), null);
        }

        var outcome = run(new Pseudo(null, null, null, null, null, null, null, null, null), false);

        assertThat(outcome.candidates()).isEqualTo(10);
        assertThat(outcome.labels()).isEqualTo(8);
        assertThat(outcome.classes()).containsExactlyEntriesOf(Map.of("Tops", 8));
        var labels = counting();
        assertThat(labels).hasSize(8).allSatisfy(label -> {
            assertThat(label.kind()).isEqualTo(Label.Kind.PSEUDO);
            assertThat(label.labels()).containsExactly("Tops");
            assertThat(label.models()).containsExactly("products-image@1");
            assertThat(label.weight()).isEqualTo(0.9);
            assertThat(label.by()).isEqualTo("top-fraction");
        });
        assertThat(labels).extracting(Label::image).doesNotContain("i0", "i1");
    }

    @Test
    void aDryRunCountsAndWritesNothing() {
        ledger.image(Answers.of("i", "Tops", 0.9), null);

        assertThat(run(ALL, true).labels()).isEqualTo(1);
        assertThat(counting()).isEmpty();
    }

    @Test
    void anImageThatAPersonLabelledGetsNone() {
        ledger.image(Answers.of("i", "Tops", 0.9), null);
        ledger.image(Answers.of("j", "Tops", 0.9), null);
        ledger.take(human("1", "i", "ann", 0, "Shoes"));

        run(ALL, false);

        assertThat(counting())
                .filteredOn(label -> label.kind() == Label.Kind.PSEUDO)
                .extracting(Label::image)
                .containsExactly("j");
    }

    @Test
    void goldenImagesAndTheirGroupsAndTwinsGetNone() {
        ledger.image(Answers.of("golden", "Tops", 0.9), "book-1");
        ledger.image(Answers.of("sibling", "Tops", 0.9), "book-1");
        ledger.image(Answers.of("twin", "Tops", 0.9), "book-2");
        ledger.image(Answers.of("lookalike", "Tops", 0.9), null);
        ledger.image(Answers.of("free", "Tops", 0.9), "book-2");
        ledger.take(golden("1", "golden", "ann", 0, "Tops"));
        ledger.jdbi().useHandle(handle -> {
            handle.execute(
                    "update image set sha256 = (select sha256 from image where id = 'golden') where id = 'twin'");
            handle.execute("update image set phash = (select phash + 3 from image where id = 'golden') where id ="
                    + " 'lookalike'");
        });

        var outcome = run(ALL, false);

        assertThat(outcome.heldOut()).isEqualTo(3);
        assertThat(counting())
                .filteredOn(label -> label.kind() == Label.Kind.PSEUDO)
                .extracting(Label::image)
                .containsExactly("free");
    }

    @Test
    void madeAnewTheyReplaceTheOlderOnes() {
        ledger.image(Answers.of("i", "Tops", 0.9), null);
        run(ALL, false);
        var first = counting().get(0);

        var outcome = run(ALL, false);

        assertThat(outcome.revoked()).isEqualTo(1);
        assertThat(counting()).hasSize(1).doesNotContain(first);
        assertThat(ledger.state(first.id())).isEqualTo("revoked");
        assertThat(ledger.reason(first.id())).isEqualTo("made anew");
    }

    @Test
    void answersOfAModelWhoseLabelsWereRevokedMakeNoneAnew() {
        ledger.image(Answers.of("i", "Tops", 0.9), null);
        run(ALL, false);
        new Verdicts(ledger.jdbi(), ledger.writer())
                .revoke(PRODUCTS, null, null, "products-image@1", null, null, "ann", null);
        ledger.read();

        assertThat(run(ALL, false).ofRevokedModels()).isEqualTo(1);
        assertThat(counting()).isEmpty();
    }

    @Test
    void aSoftLabelIsADistribution() {
        ledger.image(Answers.of("i", Map.of("Tops", 0.6, "Shoes", 0.2)), null);

        run(new Pseudo(Pseudo.Policy.ALL, Pseudo.Kind.SOFT, null, null, null, null, null, null, null), false);

        var distribution = counting().get(0).distribution();
        assertThat(distribution.get("Tops")).isEqualTo(0.75, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(distribution.get("Shoes")).isEqualTo(0.25, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void aPipelineThatSaysNothingAboutThemHasNone() {
        assertThatThrownBy(() -> run(null, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("loop: {pseudo: ...}");
    }

    private PseudoLabelling.Outcome run(Pseudo rules, boolean dryRun) {
        var pipeline = new Pipeline(
                PRODUCTS,
                null,
                null,
                null,
                null,
                List.of(new Member("products-image", Stage.IMAGE, 1)),
                null,
                null,
                null,
                new LoopRules(null, null, rules, null, null, null));
        var outcome = new PseudoLabelling(ledger.jdbi(), ledger.writer()).run(pipeline, "ann", dryRun);
        ledger.read();
        return outcome;
    }

    private List<Label> counting() {
        return new LabelQuery(null, PRODUCTS, null, null, "counts", null, 100, null)
                .ask(ledger.jdbi()).labels().stream().map(StatedLabel::label).toList();
    }
}
