package io.kawara.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.trainer.transform.BatchRandomErasing;
import io.kawara.trainer.transform.Cutout;
import io.kawara.trainer.transform.DropTokens;
import io.kawara.trainer.transform.HorizontalFlip;
import io.kawara.trainer.transform.Mixup;
import io.kawara.trainer.transform.Reframe;
import io.kawara.trainer.transform.Rotate90;
import io.kawara.trainer.transform.ShiftScaleRotate;
import io.kawara.trainer.transform.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentKeysTest {
    /** The letters' augmentation, as its winner had it. */
    private static final String LETTERS = """
            steps:
              - {kind: rotate90}
              - {kind: shift-scale-rotate, probability: 0.5, shift: 0.0625, scale: 0.1, rotate: 15, border: reflect}
              - {kind: cutout, probability: 0.5, holes: 1, size: 0.3, fill: 0}
            """;

    @Test
    void readsStepsInTheirOrder() {
        assertThat(read(LETTERS).pictures())
                .hasSize(3)
                .satisfies(steps -> assertThat(steps.get(0)).isEqualTo(new Rotate90(1)))
                .satisfies(steps -> assertThat(steps.get(1)).isInstanceOf(ShiftScaleRotate.class))
                .satisfies(steps -> assertThat(steps.get(2)).isEqualTo(new Cutout(0.5, 1, List.of(0.3, 0.3), "0")));
    }

    @Test
    void readsItsOwnCanonicalForm() {
        for (String yaml : List.of(LETTERS, "{steps: [{kind: random-erasing}, {kind: mixup, alpha: 0.4}]}")) {
            assertThat(read(Canonical.json(read(yaml)))).isEqualTo(read(yaml));
        }
        assertThat(Canonical.json(read(LETTERS))).contains("\"kind\" : \"shift-scale-rotate\"");
    }

    @Test
    void takesTheShortKeysFirst() {
        var keys = read("{flip: 0.5, cutout: 0.3, dropTokens: 0.1, steps: [{kind: horizontal-flip}]}");

        assertThat(keys.pictures())
                .containsExactly(
                        new Reframe(0.5, 1, 1, 0, 0),
                        new Cutout(0.5, 1, List.of(0.0, 0.3), "128"),
                        new HorizontalFlip(0.5));
        assertThat(keys.texts()).containsExactly(new DropTokens(1, 0.1));
    }

    @Test
    void mixesBeforeABatchIsErased() {
        var keys = read("{steps: [{kind: rotate90}, {kind: batch-random-erasing}]}")
                .mixed(0.2);

        assertThat(keys.batches()).hasSize(2);
        assertThat(keys.batches().get(0)).isEqualTo(new Mixup(1, 0.2));
        assertThat(keys.batches().get(1)).isInstanceOf(BatchRandomErasing.class);
    }

    @Test
    void refusesAPictureStepAfterTheBatchWasMixed() {
        assertThatThrownBy(() -> read("steps: [{kind: mixup}, {kind: rotate90}]"))
                .hasMessageContaining("rotate90 changes single pictures, so it stands before the steps that mix");
    }

    @Test
    void saysWhatAKeyMayBe() {
        assertThatThrownBy(() -> read("steps: [{kind: rotate, degrees: 200}]"))
                .hasMessageContaining("recipe.yaml:1: 'degrees' is from 0 to 180, not 200");
        assertThatThrownBy(() -> read("steps: [{kind: random-resized-crop, scale: [0.9, 0.8]}]"))
                .hasMessageContaining("'scale' goes from the smaller to the larger, not [0.9, 0.8]");
        assertThatThrownBy(() -> read("steps: [{kind: shift-scale-rotat}]"))
                .hasMessageContaining("did you mean 'shift-scale-rotate'?");
    }

    @Test
    void everyKindHasDefaultsThatAreAllowed() {
        for (String kind : Variants.of(Step.class).keySet()) {
            String needed = kind.equals("rotate") ? ", degrees: 10" : "";
            if (!kind.equals("policy")) {
                assertThat(read("steps: [{kind: " + kind + needed + "}]").steps())
                        .hasSize(1);
            }
        }
    }

    @Test
    void refusesWhatIsForOtherModels() {
        assertThatThrownBy(() -> read("steps: [{kind: drop-tokens}]").require(true))
                .hasMessageContaining("'augment' has drop-tokens, which is for texts, and this is an image model");
        assertThatThrownBy(() -> read("flip: 0.5").require(false))
                .hasMessageContaining("'augment' has reframe, which is for pictures, and this is a text model");
    }

    private static AugmentKeys read(String yaml) {
        return StrictYaml.parse(yaml, "recipe.yaml", AugmentKeys.class, List.of());
    }
}
