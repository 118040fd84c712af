package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
    private static final Topics TOPICS = new Topics("");

    @TempDir
    Path folder;

    @Test
    void keepsRecordsOverRestart() throws Exception {
        try (var broker = Broker.start(folder)) {
            setUpTopics(broker);
            send(broker, new byte[] {1, 2, 3});
        }
        try (var broker = Broker.start(folder)) {
            assertThat(read(broker, 1).get(0).value()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void takesAnImageOf32Megabytes() throws Exception {
        var image = new byte[Broker.LARGEST_RECORD - 10_000];
        image[image.length - 1] = 7;
        try (var broker = Broker.start(folder)) {
            setUpTopics(broker);
            send(broker, image);
            assertThat(read(broker, 1).get(0).value()).hasSize(image.length).endsWith(7);
        }
    }

    @Test
    void makesNoTopicByItself() {
        try (var broker = Broker.start(folder)) {
            assertThatThrownBy(() -> send(broker, new byte[1])).hasMessageContaining("images");
        }
    }

    @Test
    void createsTopicsOnceAndLeavesThemAlone() throws Exception {
        try (var broker = Broker.start(folder);
                var admin = admin(broker)) {
            assertThat(new TopicSetup(TOPICS, 3).createMissing(admin))
                    .contains("images", "results", "registry", "model-events", "labels", "trainings", "texts.dead");

            assertThat(new TopicSetup(TOPICS, 5).createMissing(admin)).isEmpty();

            var described = admin.describeTopics(List.of("images", "results", "registry"))
                    .allTopicNames()
                    .get();
            assertThat(described.get("images").partitions()).hasSize(3);
            assertThat(described.get("results").partitions()).hasSize(3);
            assertThat(described.get("registry").partitions()).hasSize(1);
        }
    }

    private static void setUpTopics(Broker broker) throws InterruptedException {
        try (var admin = admin(broker)) {
            new TopicSetup(TOPICS, 2).createMissing(admin);
        }
    }

    private static Admin admin(Broker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void send(Broker broker, byte[] value) throws Exception {
        var settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("max.request.size", Broker.LARGEST_RECORD);
        settings.put("buffer.memory", 2L * Broker.LARGEST_RECORD);
        settings.put("max.block.ms", 2000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("images", 0, null, value)).get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Broker broker, int count) {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var lane = new TopicPartition("images", 0);
            consumer.assign(List.of(lane));
            consumer.seekToBeginning(List.of(lane));
            var records = new java.util.ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (long start = System.nanoTime();
                    records.size() < count
                            && System.nanoTime() - start
                                    < Duration.ofSeconds(20).toNanos(); ) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
