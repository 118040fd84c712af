package io.kawara.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import io.kawara.serving.Device;
import io.kawara.serving.OnnxModel;
import io.kawara.serving.SessionSettings;
import io.kawara.trainer.data.DataSet;
import io.kawara.trainer.data.DataSource;
import io.kawara.trainer.data.Split;
import io.kawara.trainer.evaluate.Agreement;
import io.kawara.trainer.evaluate.OfflineAnswers;
import io.kawara.trainer.publish.Publisher;
import io.kawara.trainer.recipe.PipelineFile;
import io.kawara.trainer.recipe.Recipe;
import io.kawara.trainer.synthesize.SlipGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From slips to a pipeline that is published: everything real but small. */
class PipelineTrainingTest {
    private static final String IMAGE = """
            name: tiny-image
            architecture: small-cnn
            options: {width: 8, stages: 2}
            input: {size: 32}
            data: {label: merchant, text: [heading]}
            split: {folds: 2}
            train: {epochs: 2, batchSize: 8}
            augment: {crop: 0.9}
            """;
    private static final String TEXT = """
            name: tiny-text
            architecture: ngram-linear
            tokenizer: {kind: ngrams, buckets: 512, maxTokens: 64}
            data: {label: merchant, text: [heading]}
            split: {folds: 2}
            train: {epochs: 4, batchSize: 8}
            optimizer: {learningRate: 0.1, weightDecay: 0}
            """;
    private static final String PIPELINE = """
            name: tiny
            members:
              - {model: tiny-text, stage: text, recipe: text.yaml}
              - {model: tiny-image, stage: image, recipe: image.yaml}
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void draw() throws IOException {
        new SlipGenerator(1).write(folder, 40, done -> {});
        var table = new ArrayList<>(List.of("id,merchant,heading"));
        for (String line : Files.readAllLines(folder.resolve("labels.csv")).subList(1, 41)) {
            table.add(line + ",slip of " + line.substring(line.indexOf(',') + 1));
        }
        Files.write(folder.resolve("labels.csv"), table);
        Files.writeString(folder.resolve("image.yaml"), IMAGE);
        Files.writeString(folder.resolve("text.yaml"), TEXT);
        file = Files.writeString(folder.resolve("tiny.yaml"), PIPELINE);
    }

    @Test
    void trainsPublishesAndAnswersFromThePublishedFiles() throws Exception {
        var run = RunFolder.next(folder.resolve("runs"), "tiny");
        var result = train(run, false);

        assertThat(result.holdout()).extracting(Measurement::name).containsExactly("tiny-text", "tiny-image", "fused");
        assertThat(result.holdout().get(0).accuracy()).isGreaterThan(0.6); // the heading names the merchant
        assertThat(result.outOfFold().get(2).accuracy())
                .isGreaterThanOrEqualTo(result.outOfFold().get(0).accuracy());
        var rows = rows("text.yaml");
        var kept = rows.rows(Split.of(
                        rows,
                        Recipe.read(folder.resolve("text.yaml"), List.of()).split())
                .holdout());
        try (var broker = Broker.start(folder.resolve("kafka"));
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var topics = new Topics("");
            new TopicSetup(topics, 1).createMissing(admin);
            var registry = new RegistryWriter(broker.bootstrapServers(), topics, "test");
            var blobs = new BlobStore(folder.resolve("blobs"));
            var publisher = new Publisher(registry, blobs);

            for (Path model : run.models()) {
                publisher.serve(model, "test");
                assertThat(publisher.serve(model, "again").version()).isEqualTo(2);
            }
            publisher.put(result.pipeline());

            var now = registry.read();
            assertThat(now.pipeline("tiny")).contains(result.pipeline());
            var image = now.serving("tiny-image").orElseThrow();
            var text = now.serving("tiny-text").orElseThrow();
            assertThat(image.version()).isEqualTo(2);
            assertThat(image.metrics()).containsKeys("accuracy", "outOfFoldAccuracy");
            try (var imageModel = OnnxModel.load(blobs.read(image.sha256()), new SessionSettings(Device.CPU, 1));
                    var textModel = OnnxModel.load(blobs.read(text.sha256()), new SessionSettings(Device.CPU, 1))) {
                assertThat(imageModel.card().version()).isEqualTo(2);
                assertThat(Cards.recipe(imageModel.card()))
                        .contains(Recipe.read(folder.resolve("image.yaml"), List.of()));
                var answers = new OfflineAnswers(
                                result.pipeline(), Map.of("tiny-image", imageModel, "tiny-text", textModel))
                        .to(kept);
                assertThat(answers.measure(result.pipeline(), Map.of(), kept)).isEqualTo(result.holdout());
                assertThat(Agreement.of(kept, answers.fused(), answers.fused()).different())
                        .isEmpty();
            }
        }
    }

    @Test
    void givesTheSameFilesAgainAndResumesWithoutTrainingAgain() throws Exception {
        var one = RunFolder.next(folder.resolve("runs"), "tiny");
        var other = RunFolder.next(folder.resolve("runs"), "tiny");
        var first = train(one, false);
        train(other, false);

        for (String model : List.of("tiny-image", "tiny-text")) {
            assertThat(other.model(model)).hasSameBinaryContentAs(one.model(model));
        }
        assertThat(train(one, true)).isEqualTo(first);
        assertThat(RunFolder.latest(folder.resolve("runs"), "tiny")).contains(other);
    }

    @Test
    void refusesMembersThatKeepBackDifferentRows() throws IOException {
        Files.writeString(folder.resolve("image.yaml"), IMAGE.replace("folds: 2", "folds: 2, seed: 7"));
        var run = RunFolder.next(folder.resolve("runs"), "tiny");

        assertThatThrownBy(() -> train(run, false)).hasMessageContaining("keep back different rows");
    }

    @Test
    void refusesARecipeUnderAnotherName() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), PIPELINE.replace("model: tiny-text", "model: tiny-words"));

        assertThatThrownBy(() -> PipelineFile.read(file).recipes(file, List.of()))
                .hasMessageContaining("is the recipe of a text model tiny-text");
    }

    private PipelineTraining.Result train(RunFolder run, boolean resume) throws IOException, InterruptedException {
        var pipeline = PipelineFile.read(file);
        var quiet = new Console(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
        var recipes = pipeline.recipes(file, List.of());
        return new PipelineTraining(
                        pipeline,
                        List.of(
                                RecipeData.of(recipes.get(0), rows("text.yaml")),
                                RecipeData.of(recipes.get(1), rows("image.yaml"))),
                        run,
                        resume,
                        quiet)
                .run();
    }

    private DataSet rows(String recipe) throws IOException {
        return new DataSource(Recipe.read(folder.resolve(recipe), List.of()).data(), folder).read();
    }
}
