package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.ModelHistory;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import io.kawara.messaging.trust.SigningKey;
import io.kawara.messaging.trust.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reaches Kafka can write to the registry's topic; only who has a key is believed. Each test works on topics of its own. */
@Timeout(120)
class SignedRegistryTest {
    private static final String CHAMPION = RegistryKey.champion("m");

    @TempDir
    static Path folder;

    private static Broker broker;

    private final SigningKey signing = SigningKey.generate();
    private final RegistryKeys keys = new RegistryKeys(TrustedKeys.of(signing), signing);
    private Topics topics;
    private RegistryWriter writer;

    @BeforeAll
    static void startBroker() {
        broker = Broker.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void setUp(TestInfo test) throws Exception {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".");
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(topics, 1).createMissing(admin);
        }
        writer = new RegistryWriter(broker.bootstrapServers(), topics, "test", keys);
        writer.publish(version(1));
        writer.publish(version(2));
        writer.promote("m", 1, null);
        writer.promote("m", 2, null);
    }

    @Test
    void everyReplicaGoesBackWithinFiveSeconds() throws Exception {
        try (var one = follow();
                var other = follow()) {
            one.await(serves(2));
            other.await(serves(2));

            writer.rollback("m", null, "worse");

            one.await(serves(1));
            other.await(serves(1));
        }
    }

    @Test
    void aForeignRecordChangesNothingAndIsCounted() throws Exception {
        try (var replica = follow()) {
            replica.await(serves(2));

            send(new ProducerRecord<>(topics.registry(), 0, CHAMPION, champion(1)));
            writer.publish(version(3)); // comes after it
            replica.await(registry -> registry.model("m", 3).isPresent());

            assertThat(replica.seen).allMatch(serves(2));
            assertThat(replica.meters
                            .get("kawara.registry.refused")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void theNextChangePutsBackWhatWasDisplacedAndKeepsOnRecordWhy() throws Exception {
        send(new ProducerRecord<>(topics.registry(), 0, CHAMPION, champion(1)));
        writer.publish(version(3));

        // What compaction would leave of it alone.
        var last = records(topics.registry()).stream()
                .filter(record -> record.key().equals(CHAMPION))
                .reduce((before, after) -> after)
                .orElseThrow();
        assertThat(Json.read(last.value(), Champion.class).version()).isEqualTo(2);
        assertThat(events())
                .filteredOn(event -> event.kind() == ModelEvent.Kind.REFUSED)
                .singleElement()
                .satisfies(event -> assertThat(event.model()).isEqualTo("m"))
                .satisfies(event -> assertThat(event.reason()).contains("it is not signed"));
    }

    @Test
    void whoOwnsTheKeysTakesOutWhatStandsWhereNothingWas() throws Exception {
        send(new ProducerRecord<>(topics.registry(), 0, RegistryKey.champion("intruder"), champion(1)));

        assertThat(writer.heal())
                .singleElement()
                .satisfies(refused -> assertThat(refused.key()).isEqualTo(RegistryKey.champion("intruder")));
        assertThat(writer.heal()).isEmpty();
        assertThat(writer.read().serving("m")).map(ModelVersion::version).contains(2);
    }

    @Test
    void anOlderRecordThatIsSentAgainIsNotBelieved() throws Exception {
        var first = records(topics.registry()).stream()
                .filter(record -> record.key().equals(CHAMPION))
                .findFirst()
                .orElseThrow();
        send(new ProducerRecord<>(topics.registry(), 0, null, first.key(), first.value(), first.headers()));

        try (var fresh = follow()) {
            fresh.await(serves(2));
            assertThat(fresh.follower.refused().get(CHAMPION)).startsWith("it was written before");
        }
    }

    @Test
    void whoHasNoKeyIsToldSoAndWritesNothing() {
        var before = records(topics.registry()).size();
        var unsigned = new RegistryWriter(broker.bootstrapServers(), topics, "somebody");
        var reader = new RegistryWriter(
                broker.bootstrapServers(), topics, "somebody", new RegistryKeys(keys.trusted(), null));

        assertThat(reader.read().serving("m")).map(ModelVersion::version).contains(2);
        assertThatThrownBy(() -> unsigned.promote("m", 1, null)).hasMessageContaining("no key here to sign with");
        assertThatThrownBy(() -> reader.promote("m", 1, null)).hasMessageContaining("no key here to sign with");
        assertThat(records(topics.registry())).hasSize(before);
    }

    @Test
    void twoWritersWithKeysOfTheirOwnAreBelievedByWhoTrustsBoth() throws Exception {
        Path both = folder.resolve("both");
        var mine = RegistryKeys.make(both);
        var theirs = RegistryKeys.make(folder.resolve("theirs"));
        java.nio.file.Files.copy(
                RegistryKeys.trusted(folder.resolve("theirs"))
                        .resolve(theirs.signing().id() + ".pem"),
                RegistryKeys.trusted(both).resolve("theirs.pem"));
        var trusted = TrustedKeys.in(RegistryKeys.trusted(both));
        new RegistryWriter(
                        broker.bootstrapServers(),
                        topics,
                        "test",
                        new RegistryKeys(TrustedKeys.EVERYBODY, mine.signing()))
                .signAll();

        for (int turn = 0; turn < 2; turn++) {
            write(trusted, mine.signing()).promote("m", 1, null);
            write(trusted, theirs.signing()).promote("m", 2, null);
        }
        var now = RegistryFollower.readOnce(
                broker.bootstrapServers(), topics.registry(), trusted, Duration.ofSeconds(20));
        assertThat(now.serving("m")).map(ModelVersion::version).contains(2);
        assertThat(now.champion("m")).map(Champion::previous).contains(1);
    }

    @Test
    void theHistorySaysWhoServedWhenAndLeavesOutWhatNobodyTrustedWrote() throws Exception {
        Instant before = Instant.now();
        writer.as("mori").rollback("m", null, "worse on receipts");
        var event = new ModelEvent(
                ModelEvent.Kind.PROMOTED, "m", 2, Instant.now(), "intruder", "none", Map.of(), List.of());
        send(new ProducerRecord<>(topics.modelEvents(), 0, "m", Json.write(event)));
        var again = records(topics.modelEvents()).get(2);
        send(new ProducerRecord<>(topics.modelEvents(), 0, null, "m", again.value(), again.headers()));

        var history = ModelHistory.read(broker.bootstrapServers(), topics, keys.trusted(), Duration.ofSeconds(20));
        assertThat(history.events())
                .extracting(ModelEvent::kind)
                .containsExactly(
                        ModelEvent.Kind.PUBLISHED,
                        ModelEvent.Kind.PUBLISHED,
                        ModelEvent.Kind.PROMOTED,
                        ModelEvent.Kind.PROMOTED,
                        ModelEvent.Kind.ROLLED_BACK);
        assertThat(history.serving())
                .singleElement()
                .satisfies(serving -> assertThat(serving.version()).isEqualTo(1))
                .satisfies(serving -> assertThat(serving.by()).isEqualTo("mori"))
                .satisfies(serving -> assertThat(serving.reason()).isEqualTo("worse on receipts"));
        assertThat(history.until(before).serving())
                .singleElement()
                .satisfies(serving -> assertThat(serving.version()).isEqualTo(2));
        assertThat(history.until(Instant.EPOCH).serving()).isEmpty();
        assertThat(history.of("other").events()).isEmpty();
    }

    @Test
    void theHistoryKeepsWhatHappenedBeforeThereWereKeys() throws Exception {
        var old = new Topics(topics.prefix() + "old.");
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(old, 1).createMissing(admin);
        }
        var unsigned = new RegistryWriter(broker.bootstrapServers(), old, "before");
        unsigned.publish(version(1));
        unsigned.promote("m", 1, "first");
        new RegistryWriter(broker.bootstrapServers(), old, "up", new RegistryKeys(TrustedKeys.EVERYBODY, signing))
                .signAll();
        var signed = new RegistryWriter(broker.bootstrapServers(), old, "after", keys);
        signed.publish(version(2));
        signed.promote("m", 2, "second");

        var history = ModelHistory.read(broker.bootstrapServers(), old, keys.trusted(), Duration.ofSeconds(20));
        assertThat(history.events()).extracting(ModelEvent::by).containsExactly("before", "before", "after", "after");
    }

    private RegistryWriter write(TrustedKeys trusted, SigningKey key) {
        return new RegistryWriter(broker.bootstrapServers(), topics, "test", new RegistryKeys(trusted, key));
    }

    private static Predicate<Registry> serves(int version) {
        return registry -> registry.serving("m")
                .filter(serving -> serving.version() == version)
                .isPresent();
    }

    private Replica follow() {
        return new Replica();
    }

    /** One of those that follow the registry. */
    private final class Replica implements AutoCloseable {
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final RegistryFollower follower =
                new RegistryFollower(broker.bootstrapServers(), topics.registry(), keys.trusted()).countedBy(meters);
        final BlockingQueue<Registry> changes = new LinkedBlockingQueue<>();
        final List<Registry> seen = new ArrayList<>();

        Replica() {
            follower.onChange(changes::add);
            follower.start();
        }

        void await(Predicate<Registry> wanted) throws InterruptedException {
            Registry now;
            do {
                now = changes.poll(5, TimeUnit.SECONDS);
                assertThat(now).as("a change within five seconds").isNotNull();
                seen.add(now);
            } while (!wanted.test(now));
        }

        @Override
        public void close() {
            follower.close();
        }
    }

    private void send(ProducerRecord<String, byte[]> record) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private List<ModelEvent> events() throws InvalidMessage {
        var events = new ArrayList<ModelEvent>();
        for (var record : records(topics.modelEvents())) {
            events.add(Json.read(record.value(), ModelEvent.class));
        }
        return events;
    }

    private List<ConsumerRecord<String, byte[]>> records(String name) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var topic = new TopicPartition(name, 0);
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic)).get(topic);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (consumer.position(topic) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static ModelVersion version(int version) {
        return new ModelVersion(
                "m", version, "image-classification", "a".repeat(64), 10, Instant.EPOCH, Map.of("accuracy", 0.9));
    }

    private static byte[] champion(int version) {
        return Json.write(new Champion("m", version, null, Instant.EPOCH, "intruder"));
    }
}
