package io.kawara.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
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
class ClassifierStageTest {
    private static final int IMAGES_PER_LANE = 50;
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "kawara.blobs")
    Path blobs;

    @TestHTTPResource
    URI address;

    @Test
    void answersEveryImageOnItsLaneInOrder() throws Exception {
        var blob = new BlobStore(blobs).put(ImageClassifierTest.picture(2));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES_PER_LANE; i++) {
                for (int lane = 0; lane < KafkaResource.LANES; lane++) {
                    var unused = producer.send(record(lane, i, blob));
                }
            }
        }

        var predictions = read(KafkaResource.LANES * IMAGES_PER_LANE);

        for (int lane = 0; lane < KafkaResource.LANES; lane++) {
            assertThat(predictions.get(lane))
                    .extracting(record -> (int) prediction(record).submission().offset())
                    .containsExactlyElementsOf(
                            IntStream.range(0, IMAGES_PER_LANE).boxed().toList());
        }
        for (int i = 0; i < IMAGES_PER_LANE; i++) {
            var prediction = prediction(predictions.get(0).get(i));
            switch (i) {
                case 10, 40 -> assertThat(prediction.outcome()).isEqualTo(Outcome.FAILED);
                case 20 -> assertThat(prediction.reason()).contains("pipeline unheard-of is not known");
                case 30 -> assertThat(prediction.scores().get(0).label()).isEqualTo("blue");
                default -> assertThat(prediction.scores().get(0).label()).isEqualTo(COLOURS.get(i % 3));
            }
        }
        assertThat(Wire.header(predictions.get(2).get(7).headers(), Headers.ID)).contains("id-2-7");
        awaitCommitted();
        assertThat(get("/q/health/ready")).contains("\"colours\": 1").doesNotContain("DOWN");
        assertThat(get("/q/metrics"))
                .contains("kawara_stage_outcomes_total{outcome=\"failed\",stage=\"image\"} 2.0")
                .contains("kawara_stage_duration_seconds_count{phase=\"inference\",stage=\"image\"}");
    }

    /** On lane 0: number 10 is no image, 20 is for an unknown pipeline, 30 lies in the blob store, 40 has no value. */
    private static ProducerRecord<byte[], byte[]> record(int lane, int number, String blob) {
        var odd = lane == 0 ? number : 0;
        byte[] value = switch (odd) {
            case 10 -> "no image".getBytes(UTF_8);
            case 30 -> new byte[0];
            case 40 -> null;
            default -> ImageClassifierTest.picture(number % 3);
        };
        var record = new ProducerRecord<byte[], byte[]>("images", lane, null, value);
        record.headers()
                .add(Headers.PIPELINE, (odd == 20 ? "unheard-of" : "colours").getBytes(UTF_8))
                .add(Headers.ID, ("id-" + lane + "-" + number).getBytes(UTF_8));
        if (odd == 30) {
            record.headers().add(Headers.DATA_REF, ("blob:" + blob).getBytes(UTF_8));
        }
        return record;
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Json.read(record.value(), Prediction.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The predictions of each lane, once there are {@code count}. */
    private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read(int count) {
        var records = new HashMap<Integer, List<ConsumerRecord<byte[], byte[]>>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var all = IntStream.range(0, KafkaResource.LANES)
                    .mapToObj(lane -> new TopicPartition("predictions", lane))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            for (int read = 0; read < count; ) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (prediction(record).stage() != Stage.IMAGE) {
                        continue; // CharacterStageTest's, of the same broker
                    }
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
                                    .listConsumerGroupOffsets("classifier-service")
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
