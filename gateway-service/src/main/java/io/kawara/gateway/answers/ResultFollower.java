package io.kawara.gateway.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Brings every answer on every lane of {@code results} to {@link Answers}, on a thread of its own.
 *
 * <p>It belongs to no group: each replica reads all of the topic, a little of its past first, so that one that was just started knows the
 * latest answers. It reads uncommitted: an answer is worth showing milliseconds earlier, and one decided again is the same answer. It asks
 * Kafka for the ends of the lanes every two seconds, and so notices when Kafka is away.
 */
public final class ResultFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ResultFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final long CHECK_NANOS = Duration.ofSeconds(2).toNanos();

    private final String bootstrapServers;
    private final Topics topics;
    private final int tail;
    private final Answers answers;
    private final Thread thread;
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private volatile String trouble = "Kafka has not been reached yet";
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile KafkaConsumer<byte[], byte[]> consumer;

    /** {@code tail}: how many of each lane's last results are read when it starts. */
    public ResultFollower(String bootstrapServers, Topics topics, int tail, Answers answers) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.tail = tail;
        this.answers = answers;
        this.thread = new Thread(this::run, "results");
        this.thread.setDaemon(true);
    }

    public ResultFollower start() {
        thread.start();
        return this;
    }

    /** Whether everything was read that lay on the topic a moment ago. */
    public boolean isReady() {
        return trouble == null;
    }

    /** Why it is not ready. */
    public String trouble() {
        String now = trouble;
        return now == null ? "none" : now;
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> kafka = open()) {
                consumer = kafka;
                follow(kafka);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (KafkaException e) {
                lost(e);
                if (pause()) {
                    return;
                }
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> kafka) {
        Map<TopicPartition, Long> ends = assign(kafka);
        long checked = System.nanoTime();
        while (closed.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
                take(record);
            }
            kafka.assignment().forEach(lane -> read.put(lane, kafka.position(lane)));
            if (trouble != null && ends.entrySet().stream().allMatch(end -> read.get(end.getKey()) >= end.getValue())) {
                LOG.infof("Following answers. topic=%s lanes=%d", topics.results(), ends.size());
                trouble = null;
            }
            if (System.nanoTime() - checked > CHECK_NANOS) {
                if (lanes(kafka).size() != ends.size()) {
                    ends = assign(kafka);
                } else {
                    kafka.endOffsets(ends.keySet(), ANSWER);
                }
                checked = System.nanoTime();
            }
        }
    }

    /** Assigns all lanes and goes to where reading ended last time, or to the last few results; returns where the lanes end now. */
    private Map<TopicPartition, Long> assign(KafkaConsumer<byte[], byte[]> kafka) {
        List<TopicPartition> lanes = lanes(kafka);
        if (lanes.isEmpty()) {
            throw new KafkaException("the topic " + topics.results() + " does not exist");
        }
        kafka.assign(lanes);
        Map<TopicPartition, Long> begins = kafka.beginningOffsets(lanes, ANSWER);
        Map<TopicPartition, Long> ends = kafka.endOffsets(lanes, ANSWER);
        Map<Integer, Long> submitted = submitted(kafka, lanes);
        for (TopicPartition lane : lanes) {
            long begin = begins.get(lane);
            long end = ends.get(lane);
            long from = Math.max(begin, end - tail);
            Long seen = read.get(lane);
            if (seen != null && seen >= from && seen <= end) {
                from = seen;
            } else if (from > 0) {
                answers.unseenBelow(lane.partition(), submitted.getOrDefault(lane.partition(), 0L));
            }
            kafka.seek(lane, from);
        }
        return ends;
    }

    private Map<Integer, Long> submitted(KafkaConsumer<byte[], byte[]> kafka, Collection<TopicPartition> lanes) {
        List<TopicPartition> images = lanes.stream()
                .map(lane -> new TopicPartition(topics.images(), lane.partition()))
                .toList();
        Map<Integer, Long> ends = new HashMap<>();
        kafka.endOffsets(images, ANSWER).forEach((lane, end) -> ends.put(lane.partition(), end));
        return ends;
    }

    private List<TopicPartition> lanes(KafkaConsumer<byte[], byte[]> kafka) {
        return kafka.partitionsFor(topics.results(), ANSWER).stream()
                .map(lane -> new TopicPartition(lane.topic(), lane.partition()))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null && record.key() != null) {
            answers.forget(new String(record.key(), UTF_8));
            return;
        }
        try {
            answers.add(Answer.read(record.value()));
        } catch (InvalidMessage e) {
            LOG.errorf(
                    "Passed over a record that is no result. topic=%s lane=%d offset=%d cause=%s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "gateway-results",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_uncommitted"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void lost(KafkaException e) {
        if (trouble == null || !trouble.equals(e.getMessage())) {
            LOG.warnf("Waiting for Kafka at %s: %s", bootstrapServers, e.getMessage());
        }
        trouble = e.getMessage();
    }

    private boolean pause() {
        try {
            return closed.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(2_000); // so that it takes leave of the broker before the rest of the process is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
