package io.kawara.fusion;

import io.kawara.contracts.Topics;
import io.kawara.messaging.Lanes;
import io.kawara.messaging.RegistryFollower;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;

/**
 * Runs the topology against Kafka: waits for the broker and for the registry, without which every pipeline would be unknown, then never stops
 * trying.
 */
final class FusionStage implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FusionStage.class);
    static final int LARGEST_RECORD = 32 << 20;
    private static final Duration SESSION = Duration.ofSeconds(6);

    private final String bootstrapServers;
    private final Topics topics;
    private final int threads;
    private final RegistryFollower registry;
    private final Topology topology;
    private volatile KafkaStreams streams;

    FusionStage(String bootstrapServers, Topics topics, int threads, RegistryFollower registry, Topology topology) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.threads = threads;
        this.registry = registry;
        this.topology = topology;
    }

    /**
     * Returns when the topology was started, which may be long after Kafka came.
     *
     * @throws Lanes.Mismatch if the topics do not fit together
     */
    void start() throws InterruptedException {
        int lanes = Lanes.await(bootstrapServers, topics);
        registry.awaitCaughtUp();
        KafkaStreams started = new KafkaStreams(topology, settings(), new Clients(topics.images()));
        started.setUncaughtExceptionHandler(error -> {
            LOG.error("A thread of fusion failed; another takes its place", error);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        started.start();
        streams = started;
        LOG.infof("Fusing. lanes=%d threads=%d", lanes, threads);
    }

    /** What keeps fusion from answering, or nothing. */
    String trouble() {
        if (!registry.isCaughtUp()) {
            return "the registry is not read yet";
        }
        KafkaStreams started = streams;
        if (started == null) {
            return "waiting for Kafka's topics";
        }
        if (started.state() != KafkaStreams.State.RUNNING) {
            return "the topology is " + started.state();
        }
        return isHeard(started) ? null : "Kafka does not answer";
    }

    /**
     * Kafka Streams goes on trying, and calls itself running, however long the broker is away: its consumers' connections and heartbeats tell. The
     * age of a heartbeat is -1 before the first.
     */
    private static boolean isHeard(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> isOfMainConsumer(metric.metricName()))
                .allMatch(metric -> switch (metric.metricName().name()) {
                    case "connection-count" -> (double) metric.metricValue() > 0;
                    case "last-heartbeat-seconds-ago" -> (double) metric.metricValue() < SESSION.toSeconds();
                    default -> true;
                });
    }

    private static boolean isOfMainConsumer(MetricName metric) {
        String client = metric.tags().getOrDefault("client-id", "");
        return client.endsWith("-consumer") && !client.endsWith("-restore-consumer");
    }

    @Override
    public void close() {
        KafkaStreams started = streams;
        if (started != null) {
            started.close(Duration.ofSeconds(10));
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.prefix() + "fusion");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        settings.put(StreamsConfig.POLL_MS_CONFIG, 25); // deadlines are looked at between polls
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);

        // A page's text may take some 100 kB: what is read ahead is bounded in records and in bytes.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 100);
        settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 100);
        settings.put(consumer(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 8 << 20);

        // After a kill, the group waits for the session's end and readers of committed answers for the transaction's.
        settings.put(consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int) SESSION.toMillis());
        settings.put(consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        settings.put(consumer("internal.leave.group.on.close"), true);

        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }

    private static String consumer(String name) {
        return StreamsConfig.mainConsumerPrefix(name);
    }

    /** Kafka's own clients, but for images: their bytes are let go as they arrive, so that 32 MiB each never queue up here. */
    private record Clients(String images) implements KafkaClientSupplier {
        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return Admin.create(config);
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new WithoutBytesOf(images));
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            return getRestoreConsumer(config);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
    }

    private static final class WithoutBytesOf extends ByteArrayDeserializer {
        private static final byte[] NONE = {};
        private final String images;

        WithoutBytesOf(String images) {
            this.images = images;
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer value) {
            return topic.equals(images) ? NONE : super.deserialize(topic, headers, value);
        }
    }
}
