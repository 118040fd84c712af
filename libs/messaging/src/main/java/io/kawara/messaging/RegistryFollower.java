package io.kawara.messaging;

import io.kawara.messaging.trust.TrustedKeys;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Keeps a {@link Registry} in step with its topic, from the topic's beginning, on a thread of its own.
 *
 * <p>Records that nobody trusted has signed are not even parsed: what was said before stays, and {@link #refused} names them. Waits for Kafka as long as
 * it takes. Listeners run on the follower's thread and must return soon.
 */
public final class RegistryFollower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RegistryFollower.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_REFUSED = 100;

    private final String bootstrapServers;
    private final TopicPartition topic;
    private final Duration fetchWait;
    private final List<Consumer<Registry>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final RegistryLedger ledger; // of the thread, until it ends
    private final Map<String, String> refused = new ConcurrentSkipListMap<>();
    private final AtomicLong refusals = new AtomicLong();
    private volatile Registry registry = Registry.EMPTY;
    private long position; // of what listeners were told
    private volatile KafkaConsumer<String, byte[]> consumer;

    public RegistryFollower(String bootstrapServers, String registryTopic, TrustedKeys trusted) {
        this(bootstrapServers, registryTopic, trusted, Duration.ofMillis(500));
    }

    /** @param fetchWait how long a fetch waits for records: a consumer that is closed waits for the one that is under way */
    private RegistryFollower(String bootstrapServers, String registryTopic, TrustedKeys trusted, Duration fetchWait) {
        this.fetchWait = fetchWait;
        this.ledger = new RegistryLedger(trusted);
        this.bootstrapServers = bootstrapServers;
        this.topic = new TopicPartition(registryTopic, 0);
        this.thread = new Thread(this::run, "registry");
        this.thread.setDaemon(true);
    }

    /**
     * The registry as it is now.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if it could not be read within {@code patience}
     */
    public static Registry readOnce(
            String bootstrapServers, String registryTopic, TrustedKeys trusted, Duration patience) {
        return read(bootstrapServers, registryTopic, trusted, patience).registry();
    }

    @SuppressWarnings("try") // closed twice: its thread must end first
    static RegistryLedger read(String bootstrapServers, String registryTopic, TrustedKeys trusted, Duration patience) {
        try (var follower =
                new RegistryFollower(bootstrapServers, registryTopic, trusted, WholeTopic.FETCH_WAIT).start()) {
            if (!follower.caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("The registry could not be read from Kafka at " + bootstrapServers
                        + " within " + patience.toSeconds() + " s.");
            }
            follower.stop();
            follower.thread.join(); // the ledger is its thread's as long as that one runs
            return follower.ledger;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Starts following; listeners that were added before hear of everything. */
    public RegistryFollower start() {
        thread.start();
        return this;
    }

    /** The registry as far as it was read. */
    public Registry registry() {
        return registry;
    }

    /**
     * The registry with everything in it that lies on the topic at this moment: for whoever is about to say that something is not known. After
     * {@code patience} the registry as far as it was read.
     */
    public Registry upToDate(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, byte[]> kafka = open("registry-end")) {
            awaitPosition(kafka.endOffsets(List.of(topic), patience).get(topic), until);
        } catch (KafkaException e) {
            LOG.debugf("Could not ask for the end of %s: %s", topic.topic(), e.getMessage());
        }
        return registry;
    }

    private synchronized void awaitPosition(long end, long until) throws InterruptedException {
        for (long left = 1; position < end && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - System.nanoTime()));
        }
    }

    /** What was not believed, by key: why not. It is the newest record of each key, until a better one comes. */
    public SortedMap<String, String> refused() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /** Counts what is not believed as {@code kawara.registry.refused}. */
    public RegistryFollower countedBy(MeterRegistry meters) {
        FunctionCounter.builder("kawara.registry.refused", refusals, AtomicLong::get)
                .description("Records of the registry that were not believed")
                .register(meters);
        return this;
    }

    /** Called with the registry when it was first read whole, and at every change from then on. */
    public void onChange(Consumer<Registry> listener) {
        listeners.add(listener);
        if (isCaughtUp()) {
            listener.accept(registry);
        }
    }

    /** Whether everything that lay on the topic when this process started was read. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    public void awaitCaughtUp() throws InterruptedException {
        caughtUp.await();
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private void run() {
        boolean said = false;
        while (!isClosed()) {
            try (KafkaConsumer<String, byte[]> kafka = open("registry")) {
                consumer = kafka;
                follow(kafka);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                if (!said) {
                    LOG.warnf(
                            "Waiting for Kafka at %s to read %s: %s", bootstrapServers, topic.topic(), e.getMessage());
                    said = true;
                }
                pause();
            }
        }
    }

    private KafkaConsumer<String, byte[]> open(String clientId) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        (int) fetchWait.toMillis(),
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        clientId),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private void follow(KafkaConsumer<String, byte[]> kafka) {
        kafka.assign(List.of(topic));
        long end = kafka.endOffsets(List.of(topic)).get(topic);
        if (position > 0 && position <= end) {
            kafka.seek(
                    topic, position); // Kafka was away: what was read is not read again, or it would look like a replay
        } else {
            kafka.seekToBeginning(List.of(topic));
        }
        while (!isClosed()) {
            boolean whole = isCaughtUp();
            ConsumerRecords<String, byte[]> records =
                    kafka.poll(whole ? Duration.ofSeconds(5) : Duration.ofMillis(100));
            records.forEach(this::apply);
            if (!whole && kafka.position(topic) >= end) {
                caughtUp.countDown();
                tell();
            } else if (whole && !records.isEmpty()) {
                tell();
            }
            reached(kafka.position(topic));
        }
    }

    private synchronized void reached(long offset) {
        position = offset;
        notifyAll();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        String key = String.valueOf(record.key());
        ledger.apply(record)
                .ifPresentOrElse(
                        refusal -> {
                            refusals.incrementAndGet();
                            if (refused.size() < MOST_REFUSED) {
                                refused.put(key, refusal.reason());
                            }
                        },
                        () -> refused.remove(key));
        registry = ledger.registry();
    }

    private void tell() {
        Registry now = registry;
        for (Consumer<Registry> listener : listeners) {
            try {
                listener.accept(now);
            } catch (RuntimeException e) {
                LOG.error("A follower of the registry failed on a change", e);
            }
        }
    }

    private void pause() {
        try {
            var unused = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** Stops following; does not wait for the thread's end. */
    @Override
    public void close() {
        stop();
    }

    private void stop() {
        closing.countDown();
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }
}
