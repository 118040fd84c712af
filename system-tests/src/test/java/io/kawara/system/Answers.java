package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Result;
import io.kawara.contracts.Submission;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is committed on {@code results}, followed from the beginning, through restarts of the broker. */
final class Answers implements AutoCloseable {
    private final Map<Submission, List<Result>> bySubmission = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Answers(String bootstrapServers) {
        var thread = new Thread(() -> follow(bootstrapServers), "answers");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> lanes = consumer.partitionsFor("results").stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(lanes);
            consumer.seekToBeginning(lanes);
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::add);
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            Result result = Json.read(record.value(), Result.class);
            assertThat(result.submission().lane()).isEqualTo(record.partition());
            bySubmission
                    .computeIfAbsent(result.submission(), s -> new CopyOnWriteArrayList<>())
                    .add(result);
        } catch (InvalidMessage e) {
            throw new AssertionError("a record of results is no result", e);
        }
    }

    long count() {
        return bySubmission.values().stream().mapToLong(List::size).sum();
    }

    /** How many of these submissions have an answer. */
    long answered(Collection<Submission> submissions) {
        return submissions.stream().filter(bySubmission::containsKey).count();
    }

    List<Result> to(Submission submission) {
        return bySubmission.getOrDefault(submission, List.of());
    }

    /** The one answer to a submission, waited for. */
    Result await1(Submission submission) {
        await().atMost(Duration.ofMinutes(1)).until(() -> !to(submission).isEmpty());
        assertThat(to(submission)).hasSize(1);
        return to(submission).get(0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
