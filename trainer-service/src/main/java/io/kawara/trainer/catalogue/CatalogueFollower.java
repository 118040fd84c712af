package io.kawara.trainer.catalogue;

import io.kawara.contracts.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Brings every record of {@code images}, {@code results} and {@code labels} to the {@link Intake}, on a thread of its own.
 *
 * <p>Exactly once: how far it is lies in the database, and changes in the transaction that writes what was read. So it belongs to no group, and may be
 * killed at any point. Whatever is away, Kafka, the database or room for images, it waits for, says so, and goes on where it was.
 */
public final class CatalogueFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CatalogueFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final long CHECK_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SWEEP_NANOS = Duration.ofHours(1).toNanos();
    private static final int RECORDS = 100;
    private static final int FETCHED = 4 << 20;

    private final String servers;
    private final List<String> topics;
    private final Supplier<Database> database;
    private final Recorder recorder;
    private final Retention retention;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long swept = System.nanoTime() - SWEEP_NANOS;
    private volatile String trouble = "Kafka has not been reached yet";
    private volatile long behind = -1;
    private volatile KafkaConsumer<byte[], byte[]> consumer;

    /**
     * A follower that has not begun.
     *
     * @param database opens it, or throws while it cannot be reached
     * @param retention gives up old images, every hour
     * @param deadLetters puts a record on its topic, and returns when it lies there
     */
    public CatalogueFollower(
            String servers,
            Topics topics,
            Supplier<Database> database,
            Intake intake,
            Retention retention,
            Consumer<ProducerRecord<byte[], byte[]>> deadLetters) {
        this.servers = servers;
        this.topics = List.of(topics.labels(), topics.images(), topics.results());
        this.database = database;
        this.recorder = new Recorder(intake, deadLetters);
        this.retention = retention;
        this.thread = new Thread(this::run, "catalogue");
        this.thread.setDaemon(true);
    }

    public CatalogueFollower start() {
        thread.start();
        return this;
    }

    /** Whether nothing keeps it from going on. */
    public boolean isWell() {
        return trouble == null;
    }

    /** What keeps it from going on. */
    public String trouble() {
        String now = trouble;
        return now == null ? "none" : now;
    }

    /** How many records there were to be read a moment ago; -1 where that is not known. */
    public long behind() {
        return behind;
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (var kafka = open()) {
                consumer = kafka;
                follow(kafka, database.get());
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (Halted | KafkaException | Progress.Overtaken e) {
                waitFor(e.getMessage());
            } catch (RuntimeException e) { // of the database, its driver, or what builds it
                waitFor(Recorder.innermost(e));
            }
        }
    }

    private void waitFor(String what) {
        if (!what.equals(trouble)) {
            LOG.warnf("Waiting: %s", what);
        }
        trouble = what;
        try {
            var unused = closed.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> kafka, Database catalogue) {
        assign(kafka, catalogue);
        long checked = System.nanoTime() - CHECK_NANOS;
        while (closed.getCount() > 0) {
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            kafka.poll(POLL).forEach(records::add);
            if (!records.isEmpty()) {
                recorder.take(catalogue.jdbi(), records, positions(kafka, records));
                well();
            }
            if (System.nanoTime() - checked >= CHECK_NANOS) {
                if (lanes(kafka).size() != kafka.assignment().size()) {
                    assign(kafka, catalogue);
                }
                behind = behind(kafka);
                checked = System.nanoTime();
                if (behind == 0) {
                    well();
                    sweep(catalogue);
                }
            }
        }
    }

    private static Map<TopicPartition, Long> positions(
            KafkaConsumer<byte[], byte[]> kafka, List<ConsumerRecord<byte[], byte[]>> records) {
        var positions = new HashMap<TopicPartition, Long>();
        for (var record : records) {
            positions.computeIfAbsent(Recorder.lane(record), lane -> kafka.position(lane, ANSWER));
        }
        return positions;
    }

    private void sweep(Database catalogue) {
        if (System.nanoTime() - swept < SWEEP_NANOS) {
            return;
        }
        try {
            int images = retention.sweep(catalogue.jdbi());
            if (images > 0) {
                LOG.infof("Gave up old images. images=%d", images);
            }
            swept = System.nanoTime();
        } catch (IOException e) {
            throw new Halted("old images cannot be given up: " + e, e);
        }
    }

    private void well() {
        if (trouble != null) {
            LOG.infof("Following. topics=%s", topics);
            trouble = null;
        }
    }

    private long behind(KafkaConsumer<byte[], byte[]> kafka) {
        long sum = 0;
        for (var end : kafka.endOffsets(kafka.assignment(), ANSWER).entrySet()) {
            sum += Math.max(0, end.getValue() - kafka.position(end.getKey(), ANSWER));
        }
        return sum;
    }

    /** Assigns every lane, and goes to where the catalogue is on it. */
    private void assign(KafkaConsumer<byte[], byte[]> kafka, Database catalogue) {
        var lanes = lanes(kafka);
        kafka.assign(lanes);
        recorder.begin(catalogue.jdbi());
        var begins = kafka.beginningOffsets(lanes, ANSWER);
        var ends = kafka.endOffsets(lanes, ANSWER);
        for (var lane : lanes) {
            Long next = recorder.next(lane);
            if (next != null && next > ends.get(lane)) {
                throw new Halted(lane + " was read up to " + next + " and ends at " + ends.get(lane)
                        + " now: this is another Kafka than the catalogue knows; give it a database of its own"
                        + " (kawara.catalogue.database.url), or empty this one with 'kawara catalogue rebuild'");
            }
            long begin = begins.get(lane);
            if (next != null && next < begin) {
                LOG.warnf("Kafka has given up records before they were read. lane=%s records=%d", lane, begin - next);
            }
            kafka.seek(lane, next == null ? begin : Math.max(next, begin));
        }
    }

    private List<TopicPartition> lanes(KafkaConsumer<byte[], byte[]> kafka) {
        var lanes = new ArrayList<TopicPartition>();
        for (String topic : topics) {
            var partitions = kafka.partitionsFor(topic, ANSWER);
            if (partitions == null || partitions.isEmpty()) {
                throw new KafkaException("the topic " + topic + " does not exist");
            }
            partitions.forEach(lane -> lanes.add(new TopicPartition(topic, lane.partition())));
        }
        return lanes;
    }

    private KafkaConsumer<byte[], byte[]> open() {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "catalogue");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * FETCHED); // images lie in memory until they are kept
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Ends it after the records at hand. */
    @Override
    public void close() {
        closed.countDown();
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(10_000); // a transaction in work is soon done
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
