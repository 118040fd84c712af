package io.kawara.gateway.answers;

import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one image or one old answer off its topic, for as long as Kafka keeps it. Safe for many threads; calls block.
 *
 * <p>Throws {@link KafkaException} when Kafka cannot be reached.
 */
public final class Archive implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A search ends here: older answers than this many are asked of {@code results} itself. */
    private static final int FARTHEST = 200_000;

    private final Topics topics;
    private final String bootstrapServers;
    private final BlockingQueue<Consumer<byte[], byte[]>> idle;

    /** {@code connections}: how many are kept open between calls. */
    public Archive(String bootstrapServers, Topics topics, int connections) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.idle = new ArrayBlockingQueue<>(connections);
    }

    /** Whether there is such an image, answered or not. */
    public boolean has(Submission submission) {
        return with(kafka -> has(kafka, lane(topics.images(), submission), submission.offset()));
    }

    /** The image's record, if Kafka still keeps it. */
    public Optional<ConsumerRecord<byte[], byte[]>> image(Submission submission) {
        return with(kafka -> image(kafka, submission));
    }

    /** The answer to a submission, if it is not farther from the image's own time than a search goes. */
    public Optional<Answer> answer(Submission submission) {
        return with(kafka -> {
            Optional<ConsumerRecord<byte[], byte[]>> image = image(kafka, submission);
            return image.isEmpty()
                    ? Optional.empty()
                    : search(kafka, submission, image.get().timestamp());
        });
    }

    private boolean has(Consumer<byte[], byte[]> kafka, TopicPartition lane, long offset) {
        List<PartitionInfo> lanes = kafka.partitionsFor(lane.topic(), PATIENCE);
        return lane.partition() < lanes.size()
                && offset < kafka.endOffsets(List.of(lane), PATIENCE).get(lane)
                && offset >= kafka.beginningOffsets(List.of(lane), PATIENCE).get(lane);
    }

    private Optional<ConsumerRecord<byte[], byte[]>> image(Consumer<byte[], byte[]> kafka, Submission submission) {
        TopicPartition lane = lane(topics.images(), submission);
        if (!has(kafka, lane, submission.offset())) {
            return Optional.empty();
        }
        kafka.assign(List.of(lane));
        kafka.seek(lane, submission.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (kafka.position(lane) <= submission.offset()) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(Duration.ofMillis(500))) {
                // Another offset: this one holds no record but the mark of a transaction.
                return Optional.of(record).filter(found -> found.offset() == submission.offset());
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "image " + submission + " could not be read within " + PATIENCE.toSeconds() + "s");
            }
        }
        return Optional.empty();
    }

    /** An answer is never older than its image, so it lies behind the image's time on the lane. */
    private Optional<Answer> search(Consumer<byte[], byte[]> kafka, Submission submission, long time) {
        TopicPartition lane = lane(topics.results(), submission);
        OffsetAndTimestamp from =
                kafka.offsetsForTimes(Map.of(lane, time), PATIENCE).get(lane);
        if (from == null) {
            return Optional.empty();
        }
        long end = Math.min(kafka.endOffsets(List.of(lane), PATIENCE).get(lane), from.offset() + FARTHEST);
        kafka.assign(List.of(lane));
        kafka.seek(lane, from.offset());
        while (kafka.position(lane) < end) {
            var records = kafka.poll(PATIENCE);
            if (records.isEmpty() && kafka.position(lane) < end) {
                throw new TimeoutException("answers could not be read within " + PATIENCE.toSeconds() + "s");
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Optional<Answer> answer = answers(record, submission);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Answer> answers(ConsumerRecord<byte[], byte[]> record, Submission submission) {
        try {
            return Optional.of(Answer.read(record.value()))
                    .filter(answer -> answer.result().submission().equals(submission));
        } catch (InvalidMessage e) {
            return Optional.empty(); // the follower has said so when it came
        }
    }

    private static TopicPartition lane(String topic, Submission submission) {
        return new TopicPartition(topic, submission.lane());
    }

    private <T> T with(Function<Consumer<byte[], byte[]>, T> work) {
        Consumer<byte[], byte[]> kafka = idle.poll();
        if (kafka == null) {
            kafka = connect();
        }
        boolean sound = false;
        try {
            T made = work.apply(kafka);
            kafka.assign(List.of()); // drops what was fetched ahead
            sound = true;
            return made;
        } finally {
            if (!sound || !idle.offer(kafka)) {
                kafka.close();
            }
        }
    }

    private Consumer<byte[], byte[]> connect() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "gateway-archive",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        // Short: the next image has to wait for the fetch that follows this one.
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20,
                        // One image is asked for: without this its neighbours would be fetched with it.
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        256 * 1024),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        for (Consumer<byte[], byte[]> kafka = idle.poll(); kafka != null; kafka = idle.poll()) {
            kafka.close();
        }
    }
}
