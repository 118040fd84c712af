package io.kawara.detector;

import static io.kawara.detector.Drawn.box;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Submission;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@Timeout(120)
class DetectorStageTest {
    private static final int PAGES_PER_LANE = 20;
    private static final CharacterBox DRAWN = box(50, 70, 20, 24);

    // The numbers of those on lane 0 that are not as all others.
    private static final int BROKEN = 3;
    private static final int UNHEARD_OF = 5;
    private static final int IN_A_BLOB = 7;
    private static final int WITHOUT_DETECTOR = 9;
    private static final int ONE_PIXEL_HIGH = 11;
    private static final int EMPTY = 13;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kawara.blobs")
    Path blobs;

    @TestHTTPResource
    URI address;

    @Test
    void answersEveryPageOnItsLaneInOrder() throws Exception {
        send();

        int answers = KafkaResource.LANES * PAGES_PER_LANE - 1;
        var predictions = read("predictions", answers);
        var characters = read("characters", answers);

        for (int lane = 0; lane < KafkaResource.LANES; lane++) {
            int silent = lane == 0 ? WITHOUT_DETECTOR : -1;
            var answered = IntStream.range(0, PAGES_PER_LANE)
                    .filter(number -> number != silent)
                    .boxed()
                    .toList();
            assertThat(predictions.get(lane))
                    .extracting(DetectorStageTest::number)
                    .isEqualTo(answered);
            assertThat(characters.get(lane))
                    .extracting(DetectorStageTest::numberOfCharacters)
                    .isEqualTo(answered);
        }
        for (var record : predictions.get(0)) {
            var said = prediction(record);
            switch (number(record)) {
                case BROKEN -> assertThat(said.outcome()).isEqualTo(Outcome.FAILED);
                case UNHEARD_OF -> assertThat(said.reason()).contains("pipeline unheard-of is not known");
                case ONE_PIXEL_HIGH, EMPTY -> assertThat(said.characters()).isEmpty();
                default -> assertThat(Drawn.places(said.characters())).containsExactly(DRAWN);
            }
        }
        for (var record : characters.get(0)) {
            switch (numberOfCharacters(record)) {
                case BROKEN -> assertNothing(record, "not an image");
                case UNHEARD_OF -> assertNothing(record, "pipeline unheard-of is not known");
                case ONE_PIXEL_HIGH, EMPTY -> assertNothing(record, null);
                case IN_A_BLOB -> {
                    assertThat(record.value()).isEmpty();
                    assertThat(header(record, Headers.DATA_REF)).startsWith("blob:");
                    assertThat(boxes(record)).containsExactly(DRAWN);
                }
                default -> {
                    assertThat(record.value()).isEqualTo(page());
                    assertThat(boxes(record)).containsExactly(DRAWN);
                }
            }
        }
        assertThat(header(characters.get(2).get(7), Headers.ID)).isEqualTo("id-2-7");
        assertThat(header(characters.get(2).get(7), Headers.PIPELINE)).isEqualTo("pages");
        awaitCommitted();
        assertThat(get("/q/health/ready")).contains("\"dark\": 1").doesNotContain("DOWN");
        assertThat(get("/q/metrics"))
                .contains("kawara_stage_outcomes_total{outcome=\"failed\",stage=\"detector\"} 1.0")
                .contains("kawara_stage_duration_seconds_count{phase=\"inference\",stage=\"detector\"}");
    }

    private static void assertNothing(ConsumerRecord<byte[], byte[]> record, String reason) {
        assertThat(record.value()).isEmpty();
        assertThat(boxes(record)).isEmpty();
        if (reason == null) {
            assertThat(Wire.header(record.headers(), Headers.REASON)).isEmpty();
        } else {
            assertThat(header(record, Headers.REASON)).contains(reason);
        }
    }

    private void send() throws IOException {
        var blob = new BlobStore(blobs).put(page());
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < PAGES_PER_LANE; number++) {
                for (int lane = 0; lane < KafkaResource.LANES; lane++) {
                    var unused = producer.send(record(lane, number, blob));
                }
            }
        }
    }

    private static byte[] page() {
        return Drawn.page(400, 250, DRAWN);
    }

    private static ProducerRecord<byte[], byte[]> record(int lane, int number, String blob) {
        int odd = lane == 0 ? number : 0;
        byte[] value = switch (odd) {
            case BROKEN -> "no image".getBytes(UTF_8);
            case IN_A_BLOB -> new byte[0];
            case ONE_PIXEL_HIGH -> Drawn.page(300, 1);
            case EMPTY -> Drawn.page(300, 200);
            default -> page();
        };
        String pipeline = switch (odd) {
            case UNHEARD_OF -> "unheard-of";
            case WITHOUT_DETECTOR -> "labels";
            default -> "pages";
        };
        var record = new ProducerRecord<byte[], byte[]>("images", lane, null, value);
        record.headers()
                .add(Headers.PIPELINE, pipeline.getBytes(UTF_8))
                .add(Headers.ID, ("id-" + lane + "-" + number).getBytes(UTF_8));
        if (odd == IN_A_BLOB) {
            record.headers().add(Headers.DATA_REF, (BlobStore.SCHEME + blob).getBytes(UTF_8));
        }
        return record;
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        return (int) prediction(record).submission().offset();
    }

    private static int numberOfCharacters(ConsumerRecord<byte[], byte[]> record) {
        return (int) Submission.parse(header(record, Headers.SUBMISSION)).offset();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Wire.header(record.headers(), name).orElseThrow();
    }

    private static List<CharacterBox> boxes(ConsumerRecord<byte[], byte[]> record) {
        try {
            var header = record.headers().lastHeader(Headers.BOXES).value();
            return Drawn.places(List.of(Json.mapper().readValue(header, CharacterBox[].class)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Json.read(record.value(), Prediction.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The records of each lane, once there are {@code count}. */
    private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read(String topic, int count) {
        var records = new HashMap<Integer, List<ConsumerRecord<byte[], byte[]>>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var all = IntStream.range(0, KafkaResource.LANES)
                    .mapToObj(lane -> new TopicPartition(topic, lane))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            for (int read = 0; read < count; ) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    records.computeIfAbsent(record.partition(), lane -> new ArrayList<>())
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
                    .until(() -> admin
                                    .listConsumerGroupOffsets("detector-service")
                                    .partitionsToOffsetAndMetadata()
                                    .get()
                                    .values()
                                    .stream()
                                    .mapToLong(offset -> offset.offset())
                                    .sum()
                            == KafkaResource.LANES * PAGES_PER_LANE);
        }
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
