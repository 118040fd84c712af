package io.kawara.fusion;

import static io.kawara.fusion.Samples.NO_MODELS;
import static io.kawara.fusion.Samples.PRODUCTS;
import static io.kawara.fusion.Samples.lookup;
import static io.kawara.fusion.Samples.scores;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Lanes;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.trust.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FusionStageTest {
    private static final Topics TOPICS = new Topics("test-");
    private static final int LANES = 2;

    @TempDir
    Path folder;

    private final int port = Broker.freePort();
    private final int controllerPort = Broker.freePort();
    private Broker broker;
    private RegistryFollower registry;
    private FusionStage stage;

    @BeforeEach
    void start() throws Exception {
        startBroker();
        try (Admin admin = admin()) {
            new TopicSetup(TOPICS, LANES).createMissing(admin);
        }
        startStage();
    }

    @AfterEach
    void stop() {
        stopStage();
        broker.close();
    }

    @Test
    void answersOnTheLaneOfTheImage() throws Exception {
        stage.start();
        for (int lane = 0; lane < LANES; lane++) {
            submit(lane, "image-" + lane);
            predict(lane, 0, Stage.IMAGE, "picture");
            predict(lane, 0, Stage.TEXT, "title");
        }

        assertThat(answers(LANES)).allSatisfy(record -> {
            assertThat(new String(record.key(), UTF_8)).isEqualTo("image-" + record.partition());
            assertThat(result(record).status()).isEqualTo(Status.COMPLETE);
        });
    }

    @Test
    void continuesWithOpenCasesAfterARestart() throws Exception {
        stage.start();
        for (int i = 0; i < 20; i++) {
            submit(0, "image-" + i);
            predict(0, i, Stage.IMAGE, "picture");
        }
        predict(0, 0, Stage.TEXT, "title");
        answers(1); // by then the first image at least is settled, the others are open or not read yet

        stopStage();
        startStage();
        stage.start();
        for (int i = 1; i < 20; i++) {
            predict(0, i, Stage.TEXT, "title");
        }

        assertThat(answers(20))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "image-" + i).toList());
    }

    @Test
    void continuesWhenKafkaComesBack() throws Exception {
        stage.start();
        submit(0, "before");
        predict(0, 0, Stage.IMAGE, "picture");
        predict(0, 0, Stage.TEXT, "title");
        answers(1);
        submit(0, "open");
        predict(0, 1, Stage.IMAGE, "picture");

        broker.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> stage.trouble() != null);
        startBroker();
        predict(0, 1, Stage.TEXT, "title");

        assertThat(answers(2)).extracting(record -> result(record).id()).containsExactly("before", "open");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stage.trouble()).isNull());
    }

    @Test
    void takesTheLargestImages() throws Exception {
        int images = 3;
        try (var producer = producer()) {
            for (int i = 0; i < images; i++) {
                producer.send(new ProducerRecord<>(TOPICS.images(), 0, null, null, new byte[30 << 20]))
                        .get();
                for (var member : PRODUCTS.members()) {
                    producer.send(prediction(0, i, member.stage(), member.model()))
                            .get();
                }
            }
        }
        stage.start();

        assertThat(answers(images))
                .extracting(record -> result(record).status())
                .containsOnly(Status.COMPLETE);
    }

    @Test
    void waitsForKafkaAndSaysSo() throws Exception {
        broker.close();
        CompletableFuture<Void> started = CompletableFuture.runAsync(() -> {
            try {
                stage.start();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(stage.trouble()).isNotNull();
        assertThat(started).isNotDone();

        startBroker();

        started.get();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stage.trouble()).isNull());
    }

    @Test
    void refusesToStartWhereLanesDiffer() throws Exception {
        Topics uneven = new Topics("uneven-");
        try (Admin admin = admin()) {
            admin.createTopics(uneven.lanes().stream()
                            .map(topic -> new NewTopic(topic, topic.endsWith("texts") ? 3 : LANES, (short) 1))
                            .toList())
                    .all()
                    .get();
            await().until(() -> admin.listTopics().names().get().containsAll(uneven.lanes()));
        }
        try (var refused = stage(uneven)) {
            assertThatThrownBy(refused::start)
                    .isInstanceOf(Lanes.Mismatch.class)
                    .hasMessageContaining("uneven-texts has 3 partitions");
        }
    }

    private void startBroker() {
        broker = Broker.start(folder, port, controllerPort);
    }

    private void startStage() {
        registry = new RegistryFollower(bootstrapServers(), TOPICS.registry(), TrustedKeys.EVERYBODY).start();
        stage = stage(TOPICS);
    }

    private FusionStage stage(Topics topics) {
        var topology = new FusionTopology(
                topics, lookup(Map.of("default", PRODUCTS)), NO_MODELS, new FusionMetrics(new SimpleMeterRegistry()));
        return new FusionStage(bootstrapServers(), topics, 1, registry, topology.build());
    }

    private void stopStage() {
        stage.close();
        registry.close();
    }

    private String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    private void submit(int lane, String id) throws Exception {
        var record = new ProducerRecord<byte[], byte[]>(TOPICS.images(), lane, null, null, new byte[] {1});
        record.headers().add(Headers.ID, id.getBytes(UTF_8));
        send(record);
    }

    private void predict(int lane, long offset, Stage by, String model) throws Exception {
        send(prediction(lane, offset, by, model));
    }

    private static ProducerRecord<byte[], byte[]> prediction(int lane, long offset, Stage by, String model) {
        var said = Prediction.ranked(
                new Submission(lane, offset), "default", by, model, 1, scores("shoe", 0.9, "sock", 0.1), 1);
        return new ProducerRecord<>(TOPICS.predictions(), lane, null, null, Json.write(said));
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = producer()) {
            producer.send(record).get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "max.request.size",
                        Broker.LARGEST_RECORD,
                        "buffer.memory",
                        2L * Broker.LARGEST_RECORD),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Every committed answer, as soon as there are {@code count}; more than that fail the test at its next look. */
    private List<ConsumerRecord<byte[], byte[]>> answers(int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var lanes = IntStream.range(0, LANES)
                    .mapToObj(lane -> new TopicPartition(TOPICS.results(), lane))
                    .toList();
            consumer.assign(lanes);
            consumer.seekToBeginning(lanes);
            List<ConsumerRecord<byte[], byte[]>> answers = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(answers::add);
                return answers.size() >= count;
            });
            assertThat(answers).hasSize(count);
            return answers;
        }
    }

    private static Result result(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Json.read(record.value(), Result.class);
        } catch (InvalidMessage e) {
            throw new AssertionError(e);
        }
    }
}
