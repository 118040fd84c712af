package io.kawara.ocr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Submission;
import io.kawara.contracts.TextRead;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@Timeout(120)
class OcrStageTest {
    private static final int IMAGES_PER_LANE = 30;
    private static final int BAD = 15;
    private static final int NOT_TO_BE_READ = 20;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource
    URI address;

    @BeforeAll
    static void needsLanguageData() {
        Pages.tessdata();
    }

    @Test
    void answersEveryImageOnItsLaneInOrderAndABadOneAlone() throws Exception {
        send();

        var texts = read(KafkaResource.LANES * IMAGES_PER_LANE - 1);

        for (int lane = 0; lane < KafkaResource.LANES; lane++) {
            List<Long> expected = new ArrayList<>(
                    IntStream.range(0, IMAGES_PER_LANE).mapToObj(Long::valueOf).toList());
            if (lane == 2) {
                expected.remove(NOT_TO_BE_READ);
            }
            assertThat(texts.get(lane))
                    .extracting(record -> text(record).submission().offset())
                    .containsExactlyElementsOf(expected);
        }
        TextRead read = text(texts.get(1).get(7));
        assertThat(read.submission()).isEqualTo(new Submission(1, 7));
        assertThat(read.pipeline()).isEqualTo("default");
        assertThat(read.text()).isEqualTo("Slip 1007");
        assertThat(read.fields()).isEqualTo(Map.of("title", "own words"));
        assertThat(Wire.header(texts.get(1).get(7).headers(), Headers.ID)).contains("id-1-7");
        TextRead failed = text(texts.get(0).get(BAD));
        assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(failed.reason()).isEqualTo("the PNG is truncated or damaged: it cannot be decoded");
        assertThat(texts.get(0))
                .filteredOn(record -> text(record).outcome() != Outcome.OK)
                .hasSize(1);
        awaitCommitted();
        assertThat(get("/q/health/ready")).contains("\"languages\"").doesNotContain("DOWN");
        assertThat(get("/q/metrics"))
                .contains("kawara_stage_outcomes_total{outcome=\"ok\",stage=\"ocr\"} 88.0")
                .contains("kawara_stage_outcomes_total{outcome=\"failed\",stage=\"ocr\"} 1.0");
    }

    private void send() {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES_PER_LANE; i++) {
                for (int lane = 0; lane < KafkaResource.LANES; lane++) {
                    byte[] image = Pages.drawn(400, 100, 36, "Slip " + (1000 * lane + i));
                    if (lane == 0 && i == BAD) {
                        image = java.util.Arrays.copyOf(image, image.length / 2);
                    }
                    var record = new ProducerRecord<byte[], byte[]>("images", lane, null, image);
                    record.headers().add(Headers.ID, ("id-" + lane + "-" + i).getBytes(UTF_8));
                    record.headers().add(Headers.TEXT, "{\"title\": \"own words\"}".getBytes(UTF_8));
                    if (lane == 2 && i == NOT_TO_BE_READ) {
                        record.headers().add(Headers.PIPELINE, "pictures".getBytes(UTF_8));
                    }
                    var unused = producer.send(record);
                }
            }
        }
    }

    private static TextRead text(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Json.read(record.value(), TextRead.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The texts of each lane, once there are {@code count}. */
    private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read(int count) {
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var lanes = IntStream.range(0, KafkaResource.LANES)
                    .mapToObj(lane -> new TopicPartition("texts", lane))
                    .toList();
            consumer.assign(lanes);
            consumer.seekToBeginning(lanes);
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
            await().until(
                            () -> admin
                                            .listConsumerGroupOffsets("ocr-service")
                                            .partitionsToOffsetAndMetadata()
                                            .get()
                                            .values()
                                            .stream()
                                            .mapToLong(offset -> offset.offset())
                                            .sum()
                                    == KafkaResource.LANES * IMAGES_PER_LANE);
        }
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
