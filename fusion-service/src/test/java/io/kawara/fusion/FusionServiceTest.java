package io.kawara.fusion;

import static io.kawara.fusion.Samples.PRODUCTS;
import static io.kawara.fusion.Samples.READING;
import static io.kawara.fusion.Samples.scores;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Missing;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FusionServiceTest.Kafka.class)
class FusionServiceTest {
    private static final Topics TOPICS = new Topics("");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource("/q/health/ready")
    URI ready;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    @Test
    void answersWithThePipelineOfTheRegistry() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> get(ready).statusCode() == 200);
        try (var producer =
                new KafkaProducer<>(settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            var image = new ProducerRecord<byte[], byte[]>(TOPICS.images(), 0, null, null, new byte[] {1});
            image.headers().add(Headers.PIPELINE, "products".getBytes(UTF_8));
            producer.send(image).get();
            for (var member : PRODUCTS.members()) {
                var said = Prediction.ranked(
                        new Submission(0, 0), "products", member.stage(), member.model(), 1, scores("shoe", 1.0), 1);
                producer.send(new ProducerRecord<>(TOPICS.predictions(), 0, null, null, Json.write(said)))
                        .get();
            }
        }

        assertThat(answer(0).status()).isEqualTo(Status.COMPLETE);
        assertThat(get(metrics).body())
                .contains("kawara_fusion_answers_total{status=\"complete\"} 1.0")
                .contains("kawara_lane_open{lane=\"0\",stage=\"fusion\"} 0.0");
    }

    @Test
    void knowsAPipelineThatWasPublishedJustBeforeTheImage() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> get(ready).statusCode() == 200);
        try (var producer =
                new KafkaProducer<>(settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = RegistryKey.pipeline(READING.name()).getBytes(UTF_8);
            producer.send(new ProducerRecord<>(TOPICS.registry(), key, Json.write(READING)))
                    .get();
            var image = new ProducerRecord<byte[], byte[]>(TOPICS.images(), 1, null, null, new byte[] {1});
            image.headers().add(Headers.PIPELINE, READING.name().getBytes(UTF_8));
            image.headers().add(Headers.EXPIRY_TIME, "2026-01-01T00:00:00Z".getBytes(UTF_8));
            producer.send(image).get();
        }

        assertThat(answer(1).missing()).containsExactly(new Missing("ocr", "deadline"));
    }

    private Result answer(int partition) throws Exception {
        try (var consumer = new KafkaConsumer<>(
                settings(bootstrapServers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var lane = List.of(new TopicPartition(TOPICS.results(), partition));
            consumer.assign(lane);
            consumer.seekToBeginning(lane);
            var records = await().atMost(Duration.ofSeconds(60))
                    .until(() -> consumer.poll(Duration.ofMillis(200)), polled -> !polled.isEmpty());
            return Json.read(records.iterator().next().value(), Result.class);
        }
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    /** A broker with the topics and one pipeline on its registry. */
    public static class Kafka implements QuarkusTestResourceLifecycleManager {
        private Broker broker;

        @Override
        public Map<String, String> start() {
            try {
                Path folder = Files.createTempDirectory("fusion-kafka");
                broker = Broker.start(folder);
                var settings = settings(broker.bootstrapServers());
                try (var admin = Admin.create(settings)) {
                    new TopicSetup(TOPICS, 2).createMissing(admin);
                }
                try (var producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                    byte[] key = RegistryKey.pipeline(PRODUCTS.name()).getBytes(UTF_8);
                    producer.send(new ProducerRecord<>(TOPICS.registry(), key, Json.write(PRODUCTS)))
                            .get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException("the broker for the test could not be set up", e);
            }
            return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
        }

        @Override
        public void stop() {
            broker.close();
        }
    }
}
