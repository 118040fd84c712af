package io.kawara.trainer.labels;

import static io.kawara.trainer.labels.Labels.PRODUCTS;
import static io.kawara.trainer.labels.Labels.at;
import static io.kawara.trainer.labels.Labels.back;
import static io.kawara.trainer.labels.Labels.golden;
import static io.kawara.trainer.labels.Labels.human;
import static io.kawara.trainer.labels.Labels.pseudo;
import static io.kawara.trainer.labels.Labels.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.messaging.Json;
import io.kawara.trainer.catalogue.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsOnRequestTest {
    private static final Pipeline PIPELINE =
            pipeline(PRODUCTS, null, new LoopRules(List.of("Tops", "Shoes"), null, null, null, null, null));

    private final Ledger ledger = new Ledger().with(PIPELINE);
    private final Verdicts verdicts = new Verdicts(ledger.jdbi(), ledger.writer());

    @Test
    void allLabelsOfAnImageAreToldNewestFirstWithWhatBecameOfThem() {
        ledger.take(
                human("1", "i", "ann", 0, "Tops"), human("2", "i", "ann", 1, "Shoes"), back("3", "i", "ann", 2, "2"));
        ledger.take(human("4", "j", "ann", 3, "Tops"));

        var labels = LabelQuery.ofImage("i").ask(ledger.jdbi()).labels();

        assertThat(labels).extracting(stated -> stated.label().id()).containsExactly("3", "2", "1");
        assertThat(labels)
                .extracting(StatedLabel::state)
                .containsExactly(State.WITHDRAWN, State.WITHDRAWN, State.COUNTS);
        assertThat(labels.get(1).reason()).isEqualTo("ann took it back");
    }

    @Test
    void pagesOfLabelsGoOnWhereTheFormerEnded() {
        for (int i = 0; i < 5; i++) {
            ledger.take(human("l" + i, "i" + i, "ann", i / 2, "Tops"));
        }
        List<String> all = new ArrayList<>();
        String after = null;
        do {
            var page = new LabelQuery(null, PRODUCTS, null, null, "counts", null, 2, after).ask(ledger.jdbi());
            page.labels().forEach(stated -> all.add(stated.label().id()));
            after = page.next();
        } while (after != null);

        assertThat(all).containsExactly("l4", "l3", "l2", "l1", "l0");
    }

    @Test
    void aPlaceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new LabelQuery(null, null, null, null, null, null, 2, "yesterday").ask(ledger.jdbi()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("yesterday");
    }

    @Test
    void conflictsAreThoseThatStand() {
        ledger.take(human("1", "i", "ann", 0, "Tops"), human("2", "i", "bob", 0, "Shoes"));
        ledger.take(human("3", "j", "ann", 1, "Tops"), human("4", "j", "bob", 1, "Tops"));
        ledger.take(
                human("5", "k", "ann", 2, "Tops"), human("6", "k", "bob", 2, "Shoes"), back("7", "k", "bob", 3, "6"));

        var conflicts = new Annotators(ledger.jdbi()).conflicts(PRODUCTS);

        assertThat(conflicts).extracting(Annotators.Conflict::image).containsExactly("i");
        assertThat(conflicts.get(0).labels())
                .extracting(stated -> stated.label().by())
                .containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void agreementIsOfTheLastWordOfEach() {
        ledger.take(
                human("1", "i", "ann", 0, "Shoes"),
                human("2", "i", "ann", 1, "Tops"),
                human("3", "i", "bob", 0, "Tops"));
        ledger.take(human("4", "j", "ann", 0, "Shoes"), human("5", "j", "bob", 0, "Shoes"));

        var agreement = new Annotators(ledger.jdbi()).agreement(ledger.registry(), PIPELINE);

        assertThat(agreement.pairs()).containsExactly(new Agreement.Pair("ann", "bob", 2, 2, 1.0));
    }

    @Test
    void aHeldSourceIsReleasedOrRefused() {
        for (int i = 0; i < 5; i++) {
            ledger.take(golden("g" + i, "i" + i, "ann", i, "Tops"), sent("crowd", "c" + i, "i" + i, "bot", i, "Shoes"));
        }
        ledger.take(sent("crowd", "other", "j", "bot", 9, "Tops"));

        assertThat(verdicts.release(PRODUCTS, "crowd", null, "ann", null)).isEqualTo(6);
        ledger.read();
        assertThat(ledger.state("other")).isEqualTo("counts");

        verdicts.refuse(PRODUCTS, null, "other", "ann", "blurred");
        ledger.read();
        assertThat(ledger.state("other")).isEqualTo("refused");
        assertThat(ledger.reason("other")).isEqualTo("blurred");
    }

    @Test
    void aRevocationNamesTheModelsThatLearntFromWhatItTakesOut() {
        ledger.take(
                pseudo("1", "i", 0, "Tops", "teacher@2"),
                pseudo("2", "j", 0, "Tops", "other@1"),
                human("3", "k", "ann", 0, "Tops"));
        ledger.jdbi().useHandle(handle -> {
            handle.execute("insert into snapshot_label values ('s1', '1'), ('s1', '3'), ('s2', '2')");
            handle.execute("insert into snapshot_model values ('s1', 'student', 4), ('s2', 'innocent', 1)");
        });

        var revocation = verdicts.revoke(null, null, null, "teacher@2", null, null, "ann", null);
        ledger.read();

        assertThat(revocation).isEqualTo(new Verdicts.Revocation(1, List.of("student@4")));
        assertThat(ledger.state("1")).isEqualTo("revoked");
        assertThat(ledger.reason("1")).isEqualTo("revoked by ann");
        assertThat(ledger.state("2")).isEqualTo("counts");
        assertThat(ledger.state("3")).isEqualTo("counts");
    }

    @Test
    void whatIsRevokedStaysSoWhoeverReleasesItsSource() {
        ledger.take(human("1", "i", "ann", 0, "Tops"));
        verdicts.revoke(PRODUCTS, null, null, null, at(0), at(1), "ann", null);
        ledger.read();
        verdicts.release(PRODUCTS, "review", null, "ann", null);
        ledger.read();

        assertThat(ledger.state("1")).isEqualTo("revoked");
    }

    @Test
    void aRevocationOfNothingInParticularIsRefused() {
        assertThatThrownBy(() -> verdicts.revoke(PRODUCTS, null, null, null, null, null, "ann", null))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> verdicts.revoke(PRODUCTS, null, null, null, at(2), at(1), "ann", null))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aCheckNamesTheNearestClasses() throws Exception {
        assertThat(check("{'pipeline': 'products', 'labels': ['Tops']}")).containsExactly("Shoes", "Tops");
        assertThatThrownBy(
                        () -> check("[{'pipeline': 'products', 'labels': ['Tops']}, {'pipeline': 'products', 'labels':"
                                + " ['Shoos']}]"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
                    assertThat(refusal.members()).containsEntry("nearest", List.of("Shoes", "Tops"));
                });
    }

    @Test
    void aCheckOfAnUnknownPipelineOrOfNoLabelIsRefused() {
        assertThatThrownBy(() -> check("{'pipeline': 'product', 'labels': ['Tops']}"))
                .hasMessageContaining("did you mean 'products'?");
        assertThatThrownBy(() -> check("{'pipeline': 'products', 'labels': 'Tops'}"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> check("['Tops']")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> check("7")).isInstanceOf(Refusal.class);
    }

    @Test
    void aClassIsAddedToWhatIsKnown() {
        var larger = ClassAddition.add(ledger.registry(), PIPELINE, "Ties");

        assertThat(larger.learning().classes()).containsExactly("Tops", "Shoes", "Ties");
        assertThatThrownBy(() -> ClassAddition.add(ledger.registry(), PIPELINE, "Tops"))
                .hasMessageContaining("knows class");
        assertThatThrownBy(() -> ClassAddition.add(ledger.registry(), PIPELINE, " "))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void pagesTakeAnyCharacterAndNeedNoAddition() {
        var pages = new Pipeline(
                "pages", null, null, Task.PAGES, null, List.of(new Member("boxes", Stage.DETECTOR, 1)), null, null);

        assertThatThrownBy(() -> ClassAddition.add(ledger.registry(), pages, "U+306F"))
                .hasMessageContaining("any character");
        assertThatThrownBy(() -> ClassAddition.add(ledger.registry(), pages, "ha"))
                .hasMessageContaining("no character's code");
    }

    private List<String> check(String json) throws JsonProcessingException {
        return LabelCheck.check(ledger.registry(), Json.mapper().readTree(json.replace('\'', '"')));
    }

    private static Pipeline pipeline(String name, Task task, LoopRules loop) {
        return new Pipeline(
                name, null, null, task, null, List.of(new Member("m", Stage.IMAGE, 1)), Map.of(), null, null, loop);
    }
}
