package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.serving.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
    @TempDir
    Path folder;

    @Test
    void aPublishedModelIsTrainedAgainByItsCard() throws Exception {
        var data = TinyData.draw(folder);
        var run = next();
        new FileTraining(data.recipe(), List.of("train.epochs=2"))
                .train(data.reader(), folder, run, false, false, TinyData.quiet());
        var file = OnnxFile.map(run.model("tiny-image"));
        var published = OnnxFile.of(file.with(Cards.versioned(file.card(), 7)));
        Files.delete(data.recipe()); // the card says it all

        assertThat(again(published, data)).isTrue();

        var otherwise = OnnxFile.of(file.with(Cards.calibrated(file.card(), 0.5, java.util.Map.of())));
        assertThat(again(otherwise, data)).as("of a file that was changed").isFalse();
    }

    @Test
    void otherRowsAreRefused() throws Exception {
        var data = TinyData.draw(folder);
        var run = next();
        new FileTraining(data.recipe(), List.of("train.epochs=1"))
                .train(data.reader(), folder, run, false, false, TinyData.quiet());
        var file = OnnxFile.map(run.model("tiny-image"));
        var table = Files.readAllLines(folder.resolve("labels.csv"));
        Files.write(folder.resolve("labels.csv"), table.subList(0, table.size() - 2));

        assertThatThrownBy(() -> again(file, data))
                .hasMessageContaining("These are not the rows that tiny-image@1 was trained on")
                .hasMessageContaining(String.valueOf(file.card().provenance().get("rowsHash")));
    }

    private boolean again(OnnxFile model, TinyData data) throws IOException, InterruptedException {
        var reproduction = new Reproduction(model);
        var rows = data.reader().read(reproduction.recipe(), folder);
        return reproduction.train(rows, next(), TinyData.quiet());
    }

    private RunFolder next() throws IOException {
        return RunFolder.next(folder.resolve("runs"), "tiny-image");
    }
}
