package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.GateCheck;
import io.kawara.contracts.Member;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.messaging.Grounds;
import io.kawara.messaging.Json;
import io.kawara.messaging.RegistryWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Each test works on topics of its own: the prefix is its name. */
class RegistryWriterTest {
    @TempDir
    static Path folder;

    private static Broker broker;

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
        writer = new RegistryWriter(broker.bootstrapServers(), topics, "test");
    }

    @Test
    void promotedVersionServesAndTheOneBeforeIsRemembered() {
        assertThat(writer.nextVersion("m")).isEqualTo(1);
        writer.publish(version(1, 'a'));
        assertThat(writer.read().serving("m")).isEmpty();
        writer.promote("m", 1, "first");
        assertThat(writer.nextVersion("m")).isEqualTo(2);
        writer.publish(version(2, 'b'));
        writer.promote("m", 2, "better");

        assertThat(writer.read().serving("m")).map(ModelVersion::version).contains(2);
        assertThat(writer.read().champion("m")).map(Champion::previous).contains(1);
    }

    @Test
    void rollbackLetsTheOneBeforeServe() {
        writer.publish(version(1, 'a'));
        writer.publish(version(2, 'b'));
        writer.promote("m", 1, null);
        writer.promote("m", 2, null);

        writer.rollback("m", null, "worse on receipts");

        assertThat(writer.read().serving("m")).map(ModelVersion::version).contains(1);
        assertThat(events()).extracting(ModelEvent::kind).endsWith(ModelEvent.Kind.ROLLED_BACK);
        assertThat(events()).extracting(ModelEvent::reason).endsWith("worse on receipts");
    }

    @Test
    void rollbackOfTheFirstVersionIsRefused() {
        writer.publish(version(1, 'a'));
        writer.promote("m", 1, null);
        assertThatThrownBy(() -> writer.rollback("m", null, null)).hasMessageContaining("none did before");
        assertThatThrownBy(() -> writer.rollback("m", 7, null)).hasMessageContaining("no m@7");
        assertThatThrownBy(() -> writer.promote("other", 1, null)).hasMessageContaining("no model other");
    }

    @Test
    void aChallengerServesOnlyOnceItIsPromotedAndIsNoneThen() {
        writer.publish(version(1, 'a'));
        writer.publish(version(2, 'b'));
        writer.promote("m", 1, null);

        var checks = List.of(new GateCheck("accuracy", 0.9, 0.8, 0.1, 0.02, 0.18, "at least as good", true));
        writer.challenge("m", 2, true, new Grounds("passed", Map.of("accuracy", 0.91), checks));
        assertThat(writer.read().serving("m")).map(ModelVersion::version).contains(1);
        assertThat(writer.read().challenging("m")).map(ModelVersion::version).contains(2);
        assertThat(writer.read().challenger("m")).map(Challenger::shadow).contains(true);

        writer.as("somebody").promote("m", 2, "by hand");
        assertThat(writer.read().challenger("m")).isEmpty();
        assertThat(writer.read().champion("m")).map(Champion::by).contains("somebody");
        assertThat(events())
                .extracting(ModelEvent::kind)
                .endsWith(ModelEvent.Kind.PROMOTED, ModelEvent.Kind.CHALLENGED, ModelEvent.Kind.PROMOTED);
        assertThat(events().get(3).checks()).isEqualTo(checks);
        assertThat(events().get(3).metrics()).containsEntry("accuracy", 0.91);
    }

    @Test
    void aChallengerThatIsDismissedLeavesTheChampionAlone() {
        writer.publish(version(1, 'a'));
        writer.publish(version(2, 'b'));
        writer.promote("m", 1, null);
        writer.challenge("m", 2, false, Grounds.of(null));
        writer.dismiss("m", "worse in shadow");
        writer.dismiss("m", "again");

        assertThat(writer.read().challenger("m")).isEmpty();
        assertThat(events()).extracting(ModelEvent::reason).endsWith("worse in shadow");
        assertThat(writer.read().serving("m")).map(ModelVersion::version).contains(1);
    }

    @Test
    void onlyAnotherPublishedVersionCanChallenge() {
        writer.publish(version(1, 'a'));
        writer.promote("m", 1, null);
        assertThatThrownBy(() -> writer.challenge("m", 1, false, Grounds.of(null)))
                .hasMessageContaining("m@1 serves");
        assertThatThrownBy(() -> writer.challenge("m", 2, false, Grounds.of(null)))
                .hasMessageContaining("no m@2");
    }

    @Test
    void aRefusalIsKeptOnRecordAndChangesNothing() {
        writer.publish(version(1, 'a'));
        writer.refuse("m", 1, Grounds.of("the golden set is empty"));

        assertThat(events()).extracting(ModelEvent::kind).endsWith(ModelEvent.Kind.REFUSED);
        assertThat(writer.read().challenger("m")).isEmpty();
        assertThat(writer.read().champion("m")).isEmpty();
    }

    @Test
    void aVersionIsPublishedOnceAndNeverReplaced() {
        writer.publish(version(1, 'a'));
        writer.publish(version(1, 'a'));
        assertThat(events()).hasSize(1);
        assertThatThrownBy(() -> writer.publish(version(1, 'b'))).hasMessageContaining("publish this one as version 2");
    }

    @Test
    void putPipelineReplacesTheOneOfItsName() {
        writer.put(pipeline("m"));
        writer.put(pipeline("n"));
        assertThat(writer.read().pipelines()).containsExactly(pipeline("n"));
    }

    @Test
    void writersAtTheSameTimeLoseNothing() {
        var all = IntStream.rangeClosed(1, 3)
                .mapToObj(v -> CompletableFuture.runAsync(() -> writer.publish(version(v, 'a'))))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(writer.read().versions("m")).containsOnlyKeys(1, 2, 3);
    }

    private static ModelVersion version(int version, char digit) {
        return new ModelVersion(
                "m",
                version,
                "image-classification",
                Character.toString(digit).repeat(64),
                10,
                Instant.EPOCH,
                Map.of("accuracy", 0.9));
    }

    private static Pipeline pipeline(String model) {
        return new Pipeline("p", null, null, null, null, List.of(new Member(model, Stage.IMAGE, 1)), null);
    }

    private List<ModelEvent> events() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var topic = new TopicPartition(topics.modelEvents(), 0);
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic)).get(topic);
            var events = new ArrayList<ModelEvent>();
            while (consumer.position(topic) < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    events.add(Json.read(record.value(), ModelEvent.class));
                }
            }
            return events;
        } catch (io.kawara.messaging.InvalidMessage e) {
            throw new AssertionError(e);
        }
    }
}
