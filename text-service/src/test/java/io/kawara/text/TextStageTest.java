package io.kawara.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextRead;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.Wire;
import io.kawara.serving.TinyModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TextStageTest {
    private static final int TEXTS_PER_LANE = 100;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kawara.blobs")
    Path blobs;

    @TestHTTPResource
    URI address;

    @Test
    @Order(1)
    void answersEveryTextOnItsLaneInOrderAndPassesGarbageOn() throws Exception {
        try (var producer = producer()) {
            for (int i = 0; i < TEXTS_PER_LANE; i++) {
                for (int lane = 0; lane < KafkaResource.LANES; lane++) {
                    var value =
                            lane == 1 && i == 50 ? "no JSON".getBytes(UTF_8) : Json.write(text("products", lane, i));
                    var record = new ProducerRecord<byte[], byte[]>("texts", lane, null, value);
                    record.headers().add(Headers.ID, ("id-" + lane + "-" + i).getBytes(UTF_8));
                    var unused = producer.send(record);
                }
            }
        }

        var predictions = read("predictions", KafkaResource.LANES, 3 * TEXTS_PER_LANE - 1);
        var dead = read("texts.dead", 1, 1);

        for (int lane = 0; lane < KafkaResource.LANES; lane++) {
            var expected =
                    new ArrayList<>(IntStream.range(0, TEXTS_PER_LANE).boxed().toList());
            if (lane == 1) {
                expected.remove(50);
            }
            assertThat(predictions.get(lane))
                    .extracting(record -> (int) prediction(record).submission().offset())
                    .containsExactlyElementsOf(expected);
        }
        var odd = predictions.get(2).get(7);
        assertThat(prediction(odd).scores().get(0).label()).isEqualTo("shirt");
        assertThat(Wire.header(odd.headers(), Headers.ID)).contains("id-2-7");
        assertThat(predictions.get(0))
                .extracting(record -> prediction(record).outcome())
                .containsOnly(Outcome.OK);
        assertThat(dead.get(0).get(0).value()).asString(UTF_8).isEqualTo("no JSON");
        assertThat(Wire.header(dead.get(0).get(0).headers(), Headers.DEAD_OFFSET))
                .contains("50");
        assertThat(Wire.header(dead.get(0).get(0).headers(), Headers.DEAD_PARTITION))
                .contains("1");
        awaitCommitted();
        assertThat(get("/q/health/ready")).contains("\"words\": 1").doesNotContain("DOWN");
        assertThat(get("/q/metrics"))
                .contains("kawara_stage_outcomes_total{outcome=\"ok\",stage=\"text\"} 299.0")
                .contains("kawara_model_version{model=\"words\",stage=\"text\"} 1.0");
    }

    @Test
    @Order(2)
    void aModelFileWithAnotherHashShowsInReadinessWhileTheOldOneServes() throws Exception {
        var card = TinyModels.textCard("words", 2, 1000, "shoe", "shirt");
        var file = TinyModels.words(card, "shoe", "shirt");
        var store = new BlobStore(blobs);
        var version = new ModelVersion(
                "words", 2, card.task().toString(), store.put(file), file.length, Instant.EPOCH, Map.of());
        Files.write(store.find(version.sha256()).orElseThrow(), new byte[] {1, 2, 3});
        var registry = new RegistryWriter(bootstrapServers, new Topics(""), "test");
        registry.publish(version);
        registry.promote("words", 2, "for the test");

        await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> get("/q/health/ready"),
                        ready -> ready.contains("words@2 cannot serve: the file has the sha256"));
        assertThat(get("/q/health/live")).doesNotContain("DOWN");
        assertThat(ask("products").version()).isEqualTo(1);

        store.put(file);
        await().atMost(Duration.ofMinutes(1)).until(() -> get("/q/health/ready"), ready -> !ready.contains("DOWN"));
        assertThat(ask("products").version()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void knowsAPipelineThatWasPutJustBefore() throws Exception {
        var registry = new RegistryWriter(bootstrapServers, new Topics(""), "test");
        registry.put(new Pipeline(
                "brand-new", null, null, null, null, List.of(new Member("words", Stage.TEXT, 1)), Map.of()));

        assertThat(ask("brand-new").outcome()).isEqualTo(Outcome.OK);
        assertThat(ask("unheard-of").reason()).isEqualTo("pipeline unheard-of is not known to the text stage");
    }

    /** Sends one text and waits for what is said of it. */
    private Prediction ask(String pipeline) throws Exception {
        var lane = new TopicPartition("predictions", 0);
        try (var producer = producer();
                var consumer = consumer()) {
            consumer.assign(List.of(lane));
            consumer.seekToEnd(List.of(lane));
            consumer.position(lane);
            var value = Json.write(text(pipeline, 0, 1000));
            var unused = producer.send(new ProducerRecord<>("texts", 0, null, value));
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    return prediction(record);
                }
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static TextRead text(String pipeline, int lane, int offset) {
        var words = offset % 2 == 0 ? "a shoe" : "a shirt";
        return new TextRead(
                new Submission(lane, offset), pipeline, Outcome.OK, null, Map.of("title", words), null, null);
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Json.read(record.value(), Prediction.class);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The records of each partition, once there are {@code count}. */
    private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read(String topic, int partitions, int count) {
        var records = new HashMap<Integer, List<ConsumerRecord<byte[], byte[]>>>();
        try (var consumer = consumer()) {
            var all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            for (int read = 0; read < count; ) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    records.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                            .add(record);
                    read++;
                }
            }
        }
        return records;
    }

    private void awaitCommitted() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            await().atMost(Duration.ofMinutes(1))
                    .until(
                            () -> admin
                                            .listConsumerGroupOffsets("text-service")
                                            .partitionsToOffsetAndMetadata()
                                            .get()
                                            .values()
                                            .stream()
                                            .mapToLong(offset -> offset.offset())
                                            .sum()
                                    == 3 * TEXTS_PER_LANE);
        }
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
