package io.kawara.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what lies on a topic of one partition now. */
final class WholeTopic {
    /** Short: whoever reads once closes soon, and closing waits for the fetch that is under way. */
    static final Duration FETCH_WAIT = Duration.ofMillis(20);

    /**
     * Hands over every committed record, oldest first.
     *
     * @throws TimeoutException if it could not be read within {@code patience}
     */
    static void read(
            String bootstrapServers, String name, Duration patience, Consumer<ConsumerRecord<String, byte[]>> taking) {
        var topic = new TopicPartition(name, 0);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "fetch.max.wait.ms",
                (int) FETCH_WAIT.toMillis(),
                "client.id",
                name + "-reader");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic), patience).get(topic);
            for (long until = System.nanoTime() + patience.toNanos(); consumer.position(topic, patience) < end; ) {
                consumer.poll(Duration.ofMillis(200)).forEach(taking);
                if (System.nanoTime() > until) {
                    throw new TimeoutException(name + " could not be read from Kafka at " + bootstrapServers
                            + " within " + patience.toSeconds() + " s.");
                }
            }
        }
    }

    private WholeTopic() {}
}
