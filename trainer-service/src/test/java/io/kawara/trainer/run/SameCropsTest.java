package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Task;
import io.kawara.reading.BoxedPage;
import io.kawara.reading.CropReader;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.TinyModels;
import io.kawara.trainer.data.DataSource;
import io.kawara.trainer.recipe.DataKeys;
import io.kawara.trainer.recipe.StrictYaml;
import io.kawara.vision.Image;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model learns from is what the services show it. */
class SameCropsTest {
    private static final List<CharacterBox> BOXES = List.of(
            CharacterBox.found(1, 0, 0, 21, 33),
            CharacterBox.found(1, 40, 20, 30, 10),
            CharacterBox.found(1, 85, 70, 15, 10),
            CharacterBox.found(1, 33, 44, 25, 25),
            CharacterBox.found(1, 90, 60, 50, 50));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{padding: 0.05}",
                "{padding: 0.1, of: mean-side}",
                "{padding: 0.02, clean: true}",
                "{padding: 0}"
            })
    void theServicesCutAsTheTrainerDid(String crop) throws Exception {
        // Given: a model that any other pixel would make say something else
        Files.write(folder.resolve("p.png"), page());
        Files.writeString(folder.resolve("train.csv"), "image_id,labels\np," + labels() + "\n");
        var keys = StrictYaml.parse(
                "{format: boxes, image: '{image_id}.png', crop: " + crop + "}", "recipe", DataKeys.class, List.of());
        var rows = new DataSource(keys, Task.SINGLE_LABEL, folder, folder.resolve("crops")).read();
        var card = TinyModels.imageCard("any", 1, 8, rows.labels().toArray(String[]::new))
                .withViews(List.of(TestTimeAugmentation.parse("seven-crop@10")), null)
                .withCrop(keys.crop().rule());

        try (var model = OnnxModel.load(TinyModels.image(card, weights(), new float[5]), settings());
                var page = new BoxedPage(ImageDecoder.decode(page(), ImageLimits.DEFAULT), BOXES)) {
            var logits = Logits.of(model, rows);
            var read = new CropReader(2, ForkJoinPool.commonPool()).read(model, List.of(page));

            var candidates = read.get(0).candidates().unpacked();
            for (int i = 0; i < logits.length; i++) {
                double[] scores = card.activation().scores(logits[i], 1);
                for (int label = 0; label < scores.length; label++) {
                    assertThat(candidates.get(i).logarithm(card.labels().get(label)))
                            .as("box %d, label %d", i, label)
                            .isCloseTo(Math.log(scores[label]), within(1e-3));
                }
            }
        }
    }

    private static SessionSettings settings() {
        return new SessionSettings(Device.CPU, 1);
    }

    private static String labels() {
        var labels = new StringBuilder();
        for (int i = 0; i < BOXES.size(); i++) {
            var box = BOXES.get(i);
            labels.append("U+304%d %d %d %d %d ".formatted(i, box.x(), box.y(), box.w(), box.h()));
        }
        return labels.toString().strip();
    }

    private static float[][] weights() {
        var random = new Random(3);
        var weights = new float[8 * 8 * 3][5];
        for (var row : weights) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat() * 0.01f - 0.005f;
            }
        }
        return weights;
    }

    private static byte[] page() {
        var pixels = new byte[100 * 80 * 3];
        new Random(2).nextBytes(pixels);
        try (var image = Image.of(100, 80, 3, pixels)) {
            return image.toPng();
        }
    }
}
