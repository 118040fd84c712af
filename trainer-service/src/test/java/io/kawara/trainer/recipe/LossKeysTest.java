package io.kawara.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LossKeysTest {
    private static final String RECIPE = """
            name: things
            architecture: small-cnn
            input: {size: 32}
            data: {}
            train: {epochs: 2, batchSize: 16}
            """;

    @Test
    void theLossGoesByTheTask() {
        assertThat(read().lossKind()).isEqualTo(LossKeys.Kind.CROSS_ENTROPY);
        assertThat(read("task=multi-label").lossKind()).isEqualTo(LossKeys.Kind.BINARY_CROSS_ENTROPY);
        assertThat(read("loss.kind=binary-cross-entropy").lossKind()).isEqualTo(LossKeys.Kind.BINARY_CROSS_ENTROPY);
        assertThat(read("task=multi-label", "loss.kind=focal").lossKind()).isEqualTo(LossKeys.Kind.FOCAL);
    }

    @Test
    void aLossThatDoesNotFitTheTaskIsRefused() {
        assertThatThrownBy(() -> read("task=multi-label", "loss.kind=centre"))
                .hasMessageContaining("'loss.kind' of a multi-label task is binary-cross-entropy or focal");
        assertThatThrownBy(() -> read("loss.kind=binary-cross-entropy", "train.labelSmoothing=0.1"))
                .hasMessageContaining("'train.labelSmoothing' is for cross-entropy");
        assertThatThrownBy(() -> read("loss.kind=focal", "train.labelSmoothing=0.1"))
                .hasMessageContaining("'train.labelSmoothing' is for cross-entropy");
        assertThatThrownBy(() -> read("loss.temperature=0")).hasMessageContaining("'loss.temperature' is above 0");
        assertThatThrownBy(() -> read("loss.teacher=model.pt"))
                .hasMessageContaining("'loss.teacher' is a model's .onnx file or a .csv file of probabilities");
    }

    private static Recipe read(String... settings) {
        return StrictYaml.parse(RECIPE, "things.yaml", Recipe.class, List.of(settings));
    }
}
