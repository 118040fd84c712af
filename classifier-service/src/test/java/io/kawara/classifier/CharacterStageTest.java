package io.kawara.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
class CharacterStageTest {
    private static final int LANE = 1;
    private static final int PAGES = 40;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void answersEveryPageOnItsLaneInOrder() {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < PAGES; i++) {
                var unused = producer.send(record(i));
            }
        }

        var predictions = read("predictions", PAGES - 1).stream()
                .map(CharacterStageTest::prediction)
                .toList();

        assertThat(predictions)
                .extracting(prediction -> (int) prediction.submission().offset())
                .containsExactlyElementsOf(
                        IntStream.range(0, PAGES).filter(i -> i != 13).boxed().toList());
        for (var prediction : predictions) {
            int number = (int) prediction.submission().offset();
            assertThat(prediction.stage()).isEqualTo(Stage.CHARACTER);
            switch (number) {
                case 5 -> assertThat(prediction.reason()).contains("'boxes' is no list of boxes");
                case 6 -> assertThat(prediction.reason()).contains("without a header 'boxes'");
                case 7 -> {
                    assertThat(prediction.outcome()).isEqualTo(Outcome.ABSENT);
                    assertThat(prediction.reason()).isEqualTo("the PNG is truncated");
                }
                case 8 -> {
                    assertThat(prediction.outcome()).isEqualTo(Outcome.OK);
                    assertThat(prediction.characters()).isEmpty();
                }
                case 9 -> assertThat(prediction.outcome()).isEqualTo(Outcome.FAILED);
                case 10 -> assertThat(prediction.characters()).hasSize(20_000);
                default -> {
                    assertThat(prediction.characters())
                            .extracting(CharacterBox::code)
                            .containsExactly(KafkaResource.CODES[number % 3], KafkaResource.CODES[1]);
                    assertThat(prediction.candidates().unpacked()).hasSize(2);
                }
            }
        }
        var dead = read("characters.dead", 1).get(0);
        assertThat(Wire.header(dead.headers(), Headers.DEAD_CAUSE).orElseThrow())
                .contains("not a submission");
        assertThat(dead.value()).isEqualTo(PageClassifierTest.png());
    }

    /** Number 5 has broken boxes, 6 none, 7 could not be looked at, 8 is empty, 9 is no image, 10 is full, and 13 nobody's. */
    private static ProducerRecord<byte[], byte[]> record(int number) {
        byte[] page = switch (number) {
            case 7, 8 -> new byte[0];
            case 9 -> "no image".getBytes(UTF_8);
            default -> PageClassifierTest.png();
        };
        var record = new ProducerRecord<byte[], byte[]>("characters", LANE, null, page);
        record.headers()
                .add(Headers.PIPELINE, "pages".getBytes(UTF_8))
                .add(Headers.SUBMISSION, (number == 13 ? "nobody" : LANE + "-" + number).getBytes(UTF_8));
        if (number == 7) {
            record.headers().add(Headers.REASON, "the PNG is truncated".getBytes(UTF_8));
        }
        if (number != 6) {
            record.headers().add(Headers.BOXES, boxes(number));
        }
        return record;
    }

    private static byte[] boxes(int number) {
        return switch (number) {
            case 5 -> "[{\"x\": 1}, null]".getBytes(UTF_8);
            case 7, 8 -> "[]".getBytes(UTF_8);
            case 10 ->
                Json.write(IntStream.range(0, 20_000)
                        .mapToObj(i -> PageClassifierTest.box(i % 3))
                        .toList());
            default -> Json.write(List.of(PageClassifierTest.box(number % 3), PageClassifierTest.box(1)));
        };
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Json.read(record.value(), Prediction.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is on the lane of a topic, once there are {@code count} about characters. */
    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "max.partition.fetch.bytes", 33554432),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var lanes = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(lanes);
            consumer.seekToBeginning(lanes);
            while (records.size() < count) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (topic.endsWith(".dead") || prediction(record).stage() == Stage.CHARACTER) {
                        records.add(record);
                    }
                }
            }
        }
        return records;
    }
}
