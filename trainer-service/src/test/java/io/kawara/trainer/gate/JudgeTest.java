package io.kawara.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.GateDecision;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelEvent.Kind;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingRequest;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.Json;
import io.kawara.messaging.RegistryWriter;
import io.kawara.trainer.data.LabelledData;
import io.kawara.trainer.jobs.RunJob;
import io.kawara.trainer.publish.Publisher;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.run.TinyData;
import io.kawara.trainer.snapshot.SampleCatalogue;
import io.kawara.trainer.snapshot.Snapshots;
import io.kawara.trainer.training.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** From a snapshot to what serves, on a real registry. */
class JudgeTest {
    private static final String RECIPE = """
        name: tiny-image
        architecture: small-cnn
        options: {width: 8, stages: 2}
        input: {size: 32}
        data: {label: merchant}
        split: {folds: 2}
        train: {epochs: 10, batchSize: 8}
        optimizer: {kind: adamw, learningRate: 0.02}
        """;
    private static final String UNTRAINED = "optimizer.learningRate=1e-9";

    @TempDir
    static Path kafka;

    private static Broker broker;

    @TempDir
    Path folder;

    private Topics topics;
    private SampleCatalogue catalogue;
    private RegistryWriter registry;
    private LoopRules rules = LoopRules.defaults();
    private final List<GateDecision> told = new ArrayList<>();
    private int requests;

    @BeforeAll
    static void start() {
        broker = Broker.start(kafka);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + "-");
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(topics, 1).createMissing(admin);
        }
        catalogue = new SampleCatalogue(folder.resolve("blobs"));
        registry = new RegistryWriter(broker.bootstrapServers(), topics, "trainer");
        Files.writeString(folder.resolve("tiny.yaml"), RECIPE);
        Files.writeString(folder.resolve("sky.yaml"), """
            name: sky
            members: [{model: tiny-image, stage: image, recipe: tiny.yaml}]
            """);
        catalogue.labelled("a", 24, false);
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private TrainingRequest request(String... settings) throws Exception {
        var made = new Snapshots(catalogue.database().jdbi(), catalogue.blobs(), folder.resolve("snapshots"))
                .make(SampleCatalogue.pipeline(rules));
        var run = RunFolder.next(folder.resolve("runs"), "sky");
        return new TrainingRequest(
                "t" + ++requests,
                folder.resolve("sky.yaml").toString(),
                List.of(settings),
                made.folder().path().toString(),
                run.path().toString(),
                false,
                true,
                Instant.now(),
                "sky",
                made.hash(),
                "ann",
                null,
                null,
                null,
                null);
    }

    private Judge judge(Judge.Telling telling) {
        return new Judge(registry, catalogue.blobs(), telling, TinyData.quiet());
    }

    private void train(TrainingRequest request, RunJob.Judging judge) throws Exception {
        new RunJob(folder, new LabelledData(folder, folder, line -> {}), TinyData.quiet(), run -> {}, judge)
                .train(request, Progress.all());
    }

    private void train(String... settings) throws Exception {
        train(request(settings), judge(told::add));
    }

    private Integer serving() {
        return registry.read()
                .champion("tiny-image")
                .map(champion -> champion.version())
                .orElse(null);
    }

    private List<ModelEvent> events() throws Exception {
        var events = new ArrayList<ModelEvent>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topics.modelEvents(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    events.add(Json.read(record.value(), ModelEvent.class));
                }
            }
        }
        return events;
    }

    @Test
    void theFirstServesAWorseOneIsRefusedAndTheChampionStays() throws Exception {
        catalogue.labelled("g", 24, true);
        train();
        assertThat(serving()).isEqualTo(1);
        assertThat(registry.read().pipeline("sky")).isPresent();

        train(UNTRAINED);

        assertThat(serving()).isEqualTo(1);
        assertThat(told).extracting(GateDecision::outcome).containsExactly("promoted", "refused");
        assertThat(told.get(1).candidate()).containsExactly("tiny-image@2");
        assertThat(told.get(1).champion()).containsExactly("tiny-image@1");
        assertThat(told.get(1).golden()).isEqualTo(24);
        assertThat(events()).extracting(ModelEvent::kind).endsWith(Kind.PUBLISHED, Kind.REFUSED);
        assertThat(events().get(events().size() - 1).checks())
                .filteredOn(check -> check.name().equals("accuracy"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.passed()).isFalse();
                    assertThat(check.champion()).isGreaterThan(check.candidate());
                    assertThat(check.high()).isLessThan(0.01);
                });
        assertThat(registry.read().model("tiny-image", 1).orElseThrow().snapshot())
                .isEqualTo(told.get(0).snapshot());
    }

    @Test
    void withoutGoldenImagesNothingServes() throws Exception {
        train();

        assertThat(serving()).isNull();
        assertThat(told).singleElement().satisfies(decision -> {
            assertThat(decision.passed()).isFalse();
            assertThat(decision.reason()).startsWith("there is no golden image to measure on");
        });
        assertThat(events()).extracting(ModelEvent::kind).containsExactly(Kind.PUBLISHED, Kind.REFUSED);
    }

    @Test
    void byHandABetterOneWaitsAsChallenger() throws Exception {
        catalogue.labelled("g", 24, true);
        train(UNTRAINED);
        rules = new LoopRules(
                null,
                null,
                null,
                null,
                null,
                new LoopRules.Gate(null, null, 1.0, 1.0, null, null, null, LoopRules.Gate.Promotion.BY_HAND, true));
        registry.put(registry.read().pipeline("sky").orElseThrow().with(rules));

        train();

        assertThat(serving()).isEqualTo(1);
        assertThat(told.get(1).outcome()).isEqualTo("challenges");
        assertThat(registry.read().challenger("tiny-image")).hasValueSatisfying(challenger -> {
            assertThat(challenger.version()).isEqualTo(2);
            assertThat(challenger.shadow()).isTrue();
        });
    }

    @Test
    void whoGoesOnAfterAKillTakesTheSameVersionAndTheSameDecision() throws Exception {
        catalogue.labelled("g", 24, true);
        var request = request();
        var killed = judge(decision -> {
            throw new InterruptedException("killed before it was told");
        });
        assertThatThrownBy(() -> train(request, killed)).hasMessage("killed before it was told");
        assertThat(told).isEmpty();

        train(request, judge(told::add));

        assertThat(registry.read().versions("tiny-image")).containsOnlyKeys(1);
        assertThat(events()).extracting(ModelEvent::kind).containsExactly(Kind.PUBLISHED, Kind.PROMOTED);
        assertThat(told).hasSize(1);

        train(request, judge(told::add)); // given to a worker once more though it was done
        assertThat(told).hasSize(1);
    }

    @Test
    void whoGoesOnAfterAKillBetweenNoteAndRegistryTakesTheNotedVersion() throws Exception {
        catalogue.labelled("g", 24, true);
        var request = request();
        var run = new RunFolder(Path.of(request.run()));
        RunJob.Judging killedAtOnce = (judged, trained) -> {
            throw new InterruptedException("killed when it was trained");
        };
        assertThatThrownBy(() -> train(request, killedAtOnce)).hasMessage("killed when it was trained");
        var model = run.model("tiny-image");
        var version = new Publisher(registry, catalogue.blobs()).prepare(model);
        Files.write(model.resolveSibling("tiny-image.onnx.version.json"), Json.write(version));
        registry.publish(version); // and killed before anything was decided

        train(request, judge(told::add));

        assertThat(registry.read().versions("tiny-image")).containsOnlyKeys(1);
        assertThat(events()).extracting(ModelEvent::kind).containsExactly(Kind.PUBLISHED, Kind.PROMOTED);
    }

    @Test
    void aNumberThatAnotherTrainingTookMeanwhileIsNotTakenTwice() throws Exception {
        catalogue.labelled("g", 24, true);
        var first = request();
        var second = request(UNTRAINED);
        train(second, judge(told::add)); // makes version 1
        var model = new RunFolder(Path.of(second.run())).model("tiny-image");
        var stale = new Publisher(registry, catalogue.blobs()).prepare(model); // would be version 2
        train(); // is version 2
        Files.write(Path.of(first.run()).resolve("tiny-image.onnx.version.json"), Json.write(stale));

        train(first, judge(told::add));

        assertThat(registry.read().versions("tiny-image")).containsOnlyKeys(1, 2, 3);
    }

    @Test
    void aRecipeThatDivergesNamesTheBatchAndLeavesTheChampion() throws Exception {
        catalogue.labelled("g", 24, true);
        train();

        assertThatThrownBy(() -> train("optimizer.learningRate=1e30", "optimizer.kind=sgd"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("the loss is .* at batch \\d+: .*");

        assertThat(serving()).isEqualTo(1);
        assertThat(registry.read().versions("tiny-image")).containsOnlyKeys(1);
    }
}
