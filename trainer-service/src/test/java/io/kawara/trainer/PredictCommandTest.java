package io.kawara.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.messaging.Json;
import io.kawara.serving.ModelCard;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.TinyModels;
import io.kawara.trainer.run.RunFolder;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code predict} and {@code weigh} as they are typed, without a stack. */
class PredictCommandTest {
    private static final String[] COLOURS = {"red", "green", "blue"};

    @TempDir
    Path folder;

    private Path images;

    @BeforeEach
    void draw() throws IOException {
        images = Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 30; i++) {
            var pixels = new byte[4 * 4 * 3];
            for (int p = i % 3; p < pixels.length; p += 3) {
                pixels[p] = (byte) (80 + i);
            }
            try (var image = Image.of(4, 4, 3, pixels)) {
                Files.write(images.resolve("%02d.png".formatted(i)), image.toPng());
            }
        }
    }

    @Test
    void answersAFolderWithAModelFile() throws Exception {
        Path out = folder.resolve("answers.csv");

        assertThat(predict(model("colours").toString(), "--out", out.toString()))
                .isZero();

        assertThat(Files.readAllLines(out))
                .hasSize(31)
                .startsWith("image_id,category_id", "00.png,red", "01.png,green", "02.png,blue");
    }

    @Test
    void saysByItsExitCodeThatAnImageIsBad() throws Exception {
        Files.writeString(images.resolve("07.png"), "no image");
        Path out = folder.resolve("answers.csv");

        assertThat(predict(model("colours").toString(), "--out", out.toString(), "--probabilities"))
                .isEqualTo(1);

        assertThat(Files.readAllLines(out)).contains("07.png,,,,").hasSize(31);
    }

    @Test
    void looksAtImagesAsItIsTold() throws Exception {
        var card = TinyModels.imageCard("corner", 1, 4, "red", "none");
        var weights = new float[card.image().size()][2];
        weights[0][0] = 0.1f; // the first pixel's red: a corner that rotations bring to each of the four
        Path model = Files.write(folder.resolve("corner.onnx"), TinyModels.image(card, weights, 0, 1));
        try (var image = Image.of(4, 4, 3, redCorner())) {
            Files.write(images.resolve("00.png"), image.toPng());
        }

        assertThat(answer(model, "--tta", "none")).isEqualTo("red");
        assertThat(answer(model, "--tta", "rotations")).isEqualTo("red");
        assertThat(answer(model, "--tta", "flip")).isEqualTo("red");
        assertThat(probability(model, "--tta=none")).isGreaterThan(probability(model, "--tta=flip"));
        assertThat(probability(model, "--tta=flip")).isGreaterThan(probability(model, "--tta=rotations"));
        assertThat(probability(model, "--tta")).isEqualTo(probability(model, "--tta=rotations"));
        assertThat(probability(model)).isEqualTo(probability(model, "--tta=none"));
        assertThat(predict(model.toString(), "--tta=mirror", "--out", "none.csv"))
                .isEqualTo(1);
    }

    @Test
    void weighsTrainedModelsAndAnswersByTheirPipeline() throws Exception {
        Path run = Files.createDirectories(folder.resolve("trained"));
        Files.move(model("colours"), run.resolve("colours.onnx"));
        var dull = TinyModels.imageCard("dull", 1, 4, COLOURS);
        Files.write(run.resolve("dull.onnx"), TinyModels.constant(dull, 0, 0, 5));
        var pipeline = new Pipeline(
                "both",
                null,
                null,
                null,
                Combination.MEAN,
                List.of(new Member("colours", Stage.IMAGE, 1), new Member("dull", Stage.IMAGE, 3)),
                null);
        Path file = Files.write(run.resolve("pipeline.json"), Json.write(pipeline));
        Path truth = truth();

        int code = new CommandLine(new WeighCommand())
                .execute(
                        file.toString(),
                        images.toString(),
                        "--truth",
                        truth.toString(),
                        "--no-publish",
                        "--folder",
                        folder.toString());

        assertThat(code).isZero();
        var made = RunFolder.latest(folder.resolve("runs"), "both").orElseThrow();
        var weighed = Json.read(Files.readAllBytes(made.pipeline()), Pipeline.class);
        assertThat(weighed.members().get(0).weight())
                .isGreaterThan(weighed.members().get(1).weight());
        assertThat(made.models()).hasSize(2);
        Path out = folder.resolve("answers.csv");
        assertThat(predict(made.path().toString(), "--out", out.toString(), "--truth", truth.toString()))
                .isZero();
        assertThat(Files.readAllLines(out).subList(1, 31))
                .isEqualTo(Files.readAllLines(truth).subList(1, 31));
    }

    private Path truth() throws IOException {
        var lines = new StringBuilder("image_id,category_id\n");
        for (int i = 0; i < 30; i++) {
            lines.append("%02d.png,%s%n".formatted(i, COLOURS[i % 3]));
        }
        return Files.writeString(folder.resolve("truth.csv"), lines);
    }

    private Path model(String name) throws IOException {
        ModelCard card = TinyModels.imageCard(name, 1, 4, COLOURS).withViews(List.of(TestTimeAugmentation.FLIP), null);
        return Files.write(folder.resolve(name + ".onnx"), TinyModels.colours(card));
    }

    private static byte[] redCorner() {
        var pixels = new byte[4 * 4 * 3];
        pixels[0] = -1;
        return pixels;
    }

    private String answer(Path model, String... options) throws IOException {
        return first(model, options)[1];
    }

    private double probability(Path model, String... options) throws IOException {
        return Double.parseDouble(first(model, options)[2]);
    }

    private String[] first(Path model, String... options) throws IOException {
        Path out = folder.resolve("first.csv");
        var arguments =
                new java.util.ArrayList<>(List.of(model.toString(), "--probabilities", "--out", out.toString()));
        arguments.addAll(List.of(options));
        assertThat(predict(arguments.toArray(String[]::new))).isZero();
        return Files.readAllLines(out).get(1).split(",", -1);
    }

    /** The images come right after the model, so that a bare {@code --tta} stands last. */
    private int predict(String... arguments) {
        var line = new java.util.ArrayList<>(List.of(arguments));
        line.add(1, images.toString());
        return new CommandLine(new PredictCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(line.toArray(String[]::new));
    }
}
