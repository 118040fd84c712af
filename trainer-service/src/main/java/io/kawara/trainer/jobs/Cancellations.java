package io.kawara.trainer.jobs;

import io.kawara.contracts.Cancellation;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What was taken back, on a thread of its own: a worker that trains holds its partitions still and would not hear of it. Every worker hears of all, for a
 * training may come to it that another had.
 */
final class Cancellations implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Map<String, Cancellation> cancelled = new ConcurrentHashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final CountDownLatch whole = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "cancellations");

    Cancellations(String servers, Topics topics) {
        this.topics = topics;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        thread.setDaemon(true);
    }

    /** Returns when all that was taken back until now is known. */
    Cancellations start() throws InterruptedException {
        thread.start();
        whole.await();
        return this;
    }

    /** By whom a training, or the plan that it belongs to, was taken back. */
    Optional<String> of(TrainingRequest request) {
        var own = cancelled.get(request.id());
        var found = own != null || request.plan() == null ? own : cancelled.get(request.plan());
        return Optional.ofNullable(found).map(Cancellation::by);
    }

    private void follow() {
        try (consumer) {
            var partitions = consumer.partitionsFor(topics.trainings()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (true) {
                if (whole.getCount() > 0
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    whole.countDown();
                }
                consumer.poll(PAUSE).forEach(this::hear);
            }
        } catch (WakeupException | InterruptException e) {
            // It was closed.
        } finally {
            whole.countDown();
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (Wire.header(record.headers(), Headers.TYPE)
                .filter(Cancellation.TYPE::equals)
                .isPresent()) {
            try {
                var cancellation = Json.read(record.value(), Cancellation.class);
                cancelled.putIfAbsent(cancellation.id(), cancellation);
            } catch (InvalidMessage e) {
                // Nothing can be taken back by what cannot be read.
            }
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
