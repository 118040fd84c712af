package io.kawara.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownClassesTest {
    private static final Pipeline PRODUCTS = pipeline(Task.SINGLE_LABEL, Stage.IMAGE)
            .with(LoopRules.defaults().withClasses(List.of("Tops", "Topwear", "Shoes", "Ties")));

    @Test
    void knowsWhatTheRulesListAndNotWhatModelsAnswer() {
        var known = KnownClasses.of(PRODUCTS, model -> Optional.of(model("Hats")));

        assertThat(known.classes()).containsExactly("Tops", "Topwear", "Shoes", "Ties");
    }

    @Test
    void knowsWhatTheServingModelsAnswerWhereTheRulesListNothing() {
        var known = KnownClasses.of(
                pipeline(Task.SINGLE_LABEL, Stage.IMAGE, Stage.TEXT),
                name -> Optional.of(name.equals("image") ? model("a", "b") : model("b", "c")));

        assertThat(known.classes()).containsExactly("a", "b", "c");
        assertThat(known.check(label("d"))).isPresent();
    }

    @Test
    void takesAnythingWhereNobodySaysWhatThereIs() {
        var known = KnownClasses.of(pipeline(Task.SINGLE_LABEL, Stage.IMAGE), name -> Optional.empty());

        assertThat(known.check(label("whatever"))).isEmpty();
    }

    @Test
    void namesTheNearestOfAnUnknownClass() {
        var refusal = check(label("Tps")).orElseThrow();

        assertThat(refusal.nearest()).containsExactly("Tops", "Ties", "Shoes");
        assertThat(refusal.reason())
                .isEqualTo("pipeline p knows no class 'Tps': did you mean 'Tops', 'Ties', 'Shoes'?");
    }

    @Test
    void refusesNoLabelOrTwoOfOneLabelPipelines() {
        assertThat(check(label())).isPresent();
        assertThat(check(label("Tops", "Shoes"))).isPresent();
        assertThat(check(label("Tops"))).isEmpty();
    }

    @Test
    void takesNoneOrSeveralLabelsOfMultiLabelPipelines() {
        var known = KnownClasses.of(pipeline(Task.MULTI_LABEL, Stage.IMAGE), name -> Optional.of(model("a", "b")));

        assertThat(known.check(label())).isEmpty();
        assertThat(known.check(label("a", "b"))).isEmpty();
        assertThat(known.check(label("a", "a"))).isPresent();
        assertThat(known.check(label("a", "z"))).isPresent();
    }

    @Test
    void refusesUnknownClassesInDistributions() {
        var soft = new Label(
                "1",
                "i",
                "p",
                Label.Kind.PSEUDO,
                "policy",
                null,
                Instant.EPOCH,
                List.of("Tops"),
                Map.of("Tops", 0.5, "Hats", 0.5),
                null,
                null,
                List.of("m@1"),
                false,
                null);

        assertThat(check(soft).orElseThrow().reason()).contains("'Hats'");
    }

    @Test
    void takesAWithdrawalWhateverItSays() {
        assertThat(check(new Label(
                        "2", "i", "p", null, "ann", null, Instant.EPOCH, null, null, null, null, null, false, "1")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"U+306F", "U+20BB7", "U+1B002"})
    void takesCharactersThatNoModelHasMet(String code) {
        assertThat(checkPage(code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "は", "U+", "U+110000", "U+D800", "U+FFFF", "U+0007", "306F", "U+306F0000"})
    void refusesWhatNamesNoCharacter(String code) {
        assertThat(checkPage(code)).isPresent();
    }

    @Test
    void refusesPageLabelsElsewhereAndLabelsOfPages() {
        assertThat(check(page("U+306F", 3))).isPresent();
        assertThat(KnownClasses.of(pipeline(Task.PAGES, Stage.DETECTOR), name -> Optional.empty())
                        .check(label("a")))
                .isPresent();
        assertThat(KnownClasses.of(pipeline(Task.PAGES, Stage.DETECTOR), name -> Optional.empty())
                        .check(page("U+306F", -3)))
                .isPresent();
    }

    private static Optional<KnownClasses.Refusal> checkPage(String code) {
        return KnownClasses.of(
                        pipeline(Task.PAGES, Stage.DETECTOR, Stage.CHARACTER), name -> Optional.of(model("U+3042")))
                .check(page(code, 3));
    }

    private static Optional<KnownClasses.Refusal> check(Label label) {
        return KnownClasses.of(PRODUCTS, name -> Optional.empty()).check(label);
    }

    private static Label label(String... labels) {
        return new Label(
                "1", "i", "p", null, "ann", null, Instant.EPOCH, List.of(labels), null, null, null, null, false, null);
    }

    private static Label page(String code, int width) {
        return new Label(
                "1",
                "i",
                "p",
                null,
                "ann",
                null,
                Instant.EPOCH,
                null,
                null,
                List.of(new CharacterBox(code, 1, 0, 0, width, 4)),
                null,
                null,
                false,
                null);
    }

    private static ModelVersion model(String... labels) {
        return new ModelVersion(
                "m", 1, "image-classification", "a".repeat(64), 1, Instant.EPOCH, null, List.of(labels), null);
    }

    private static Pipeline pipeline(Task task, Stage... stages) {
        var members = java.util.Arrays.stream(stages)
                .map(stage -> new Member(stage.toString(), stage, 1))
                .toList();
        return new Pipeline("p", null, null, task, null, members, null, null);
    }
}
