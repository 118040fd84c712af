package io.kawara.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {
    private static final String GOOD = """
            # a recipe
            name: things-image
            architecture: small-cnn
            input: {size: 32, resize: stretch}
            data:
              label: kind
            train: {epochs: 2, batchSize: 16}
            optimizer:
              learningRate: 0.002
            testTimeAugmentation: [flip]
            """;

    @TempDir
    Path folder;

    @Test
    void fillsInWhatAFileLeavesOut() throws IOException {
        var recipe = read(GOOD);

        assertThat(recipe.input().card().width()).isEqualTo(32);
        assertThat(recipe.data().image()).isEqualTo("images/{id}.jpg");
        assertThat(recipe.optimizer().learningRate()).isEqualTo(0.002);
        assertThat(recipe.optimizer().kind()).isEqualTo(OptimizerKeys.Kind.ADAMW);
        assertThat(recipe.split()).isEqualTo(new SplitKeys(0.2, 5, 42, true));
    }

    @Test
    void namesFileLineAndNearestKeyOfAMisspeltOne() {
        assertThatThrownBy(() -> read(GOOD.replace("learningRate", "learningrate")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recipe.yaml:9: there is no key 'optimizer.learningrate'")
                .hasMessageContaining("did you mean 'optimizer.learningRate'?");
        assertThatThrownBy(() -> read(GOOD + "epoch: 3\n"))
                .hasMessageContaining("recipe.yaml:11: there is no key 'epoch'");
    }

    @Test
    void namesFileLineAndAMissingKey() {
        assertThatThrownBy(() -> read(GOOD.replace("epochs: 2, ", "")))
                .hasMessageContaining("recipe.yaml:7: the key 'train.epochs' is missing");
        assertThatThrownBy(() -> read(GOOD.replace("architecture: small-cnn\n", "")))
                .hasMessageContaining("recipe.yaml:2: the key 'architecture' is missing");
    }

    @Test
    void refusesAValueThatDoesNotFit() {
        assertThatThrownBy(() -> read(GOOD.replace("epochs: 2", "epochs: two")))
                .hasMessageContaining("recipe.yaml:7: 'train.epochs' is a whole number, not 'two'");
        assertThatThrownBy(() -> read(GOOD.replace("stretch", "strech")))
                .hasMessageContaining("recipe.yaml:4: 'input.resize' is one of stretch, fit, crop, not 'strech'");
        assertThatThrownBy(() -> read(GOOD.replace("epochs: 2", "epochs: 0")))
                .hasMessageContaining("recipe.yaml:7: 'train.epochs'");
        assertThatThrownBy(() -> read(GOOD + "name: again\n"))
                .hasMessageContaining("recipe.yaml:11: the key 'name' is given twice");
    }

    @Test
    void takesSettingsBeforeTheFile() throws IOException {
        var recipe = read(GOOD, "optimizer.learningRate=5e-3", "schedule.kind=cosine", "input.size=64");

        assertThat(recipe.optimizer().learningRate()).isEqualTo(5e-3);
        assertThat(recipe.schedule().kind()).isEqualTo(ScheduleKeys.Kind.COSINE);
        assertThat(recipe.input().card().height()).isEqualTo(64);
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThatThrownBy(() -> read(GOOD, "optimizer.rate=5e-3"))
                .hasMessageContaining("setting optimizer.rate=5e-3: there is no key 'optimizer.rate'");
        assertThatThrownBy(() -> read(GOOD, "train.epochs=many"))
                .hasMessageContaining("setting train.epochs=many: 'train.epochs' is a whole number");
        assertThatThrownBy(() -> read(GOOD, "epochs")).hasMessageContaining("expected section.key=value");
    }

    @Test
    void takesTheShortSpellingsInFilesAndSettings() throws IOException {
        var written = GOOD.replace("optimizer:\n  learningRate: 0.002", "optim: {lr: 0.002, wd: 0.5}");
        var plain = GOOD.replace("learningRate: 0.002", "learningRate: 0.002\n  weightDecay: 0.5");

        assertThat(read(written)).isEqualTo(read(plain));
        assertThat(read(written, "optimizer.learningRate=5e-3").optimizer())
                .isEqualTo(read(plain, "optim.lr=5e-3").optimizer())
                .extracting(OptimizerKeys::learningRate, OptimizerKeys::weightDecay)
                .containsExactly(5e-3, 0.5);
    }

    @Test
    void refusesBothSpellingsAtOnce() {
        assertThatThrownBy(() -> read(GOOD.replace("learningRate: 0.002", "learningRate: 0.002\n  lr: 0.002")))
                .hasMessageContaining("recipe.yaml:10: the key 'optimizer.learningRate' is given twice");
        assertThatThrownBy(() -> read(GOOD + "optim: {lr: 0.002}\n"))
                .hasMessageContaining("recipe.yaml:11: the key 'optimizer' is given twice");
    }

    @Test
    void hashesWhatCountsAndNotHowItIsWritten() throws IOException {
        var same = read(GOOD.replace("# a recipe\n", "").replace("0.002", "2e-3"));

        assertThat(read(GOOD).hash())
                .isEqualTo(same.hash())
                .isNotEqualTo(read(GOOD, "train.seed=1").hash());
    }

    @Test
    void readsItsOwnCanonicalForm() throws IOException {
        assertThat(read(Canonical.json(read(GOOD)))).isEqualTo(read(GOOD));
    }

    private Recipe read(String yaml, String... settings) throws IOException {
        return Recipe.read(Files.writeString(folder.resolve("recipe.yaml"), yaml), List.of(settings));
    }
}
