package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Topics;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackKeysTest {
    private static final Topics TOPICS = new Topics("");

    @TempDir
    Path folder;

    private Broker broker;
    private StackSettings settings;
    private RegistryWriter unsigned;

    @BeforeEach
    void setUp() throws Exception {
        broker = Broker.start(folder.resolve("kafka"));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(TOPICS, 1).createMissing(admin);
        }
        settings = new StackSettings(folder, folder, Ports.from(0, broker.port()), 1);
        unsigned = new RegistryWriter(broker.bootstrapServers(), TOPICS, "before");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aRegistryFromBeforeThereWereKeysIsSignedOnceAndServesOn() throws Exception {
        unsigned.publish(version(1));
        unsigned.promote("m", 1, null);

        assertThat(new StackKeys(settings, TOPICS).ensure())
                .hasValueSatisfying(said -> assertThat(said).contains("2 records that it held"));
        assertThat(signed().read().serving("m")).map(ModelVersion::version).contains(1);
        String key = Files.readString(RegistryKeys.signing(settings.keys()));

        assertThat(new StackKeys(settings, TOPICS).ensure()).isEmpty();
        assertThat(RegistryKeys.signing(settings.keys())).hasContent(key);
    }

    @Test
    void aStartThatWasCutShortAfterSigningIsMadeGood() throws Exception {
        unsigned.publish(version(1));
        unsigned.promote("m", 1, null);
        new StackKeys(settings, TOPICS).ensure();
        Files.move(settings.keys(), folder.resolve("keys.new")); // as if it had not come to the last step

        new StackKeys(settings, TOPICS).ensure();
        assertThat(signed().read().serving("m")).map(ModelVersion::version).contains(1);
    }

    @Test
    void whatSomebodyWroteWithoutAKeyWhileItWasDownIsPutRightAtTheNextStart() throws Exception {
        new StackKeys(settings, TOPICS).ensure();
        signed().publish(version(1));
        try (var producer = new org.apache.kafka.clients.producer.KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new org.apache.kafka.common.serialization.StringSerializer(),
                new org.apache.kafka.common.serialization.ByteArraySerializer())) {
            producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>("registry", 0, "model/m/1", null))
                    .get();
        }

        assertThat(new StackKeys(settings, TOPICS).ensure())
                .hasValueSatisfying(said -> assertThat(said).contains("model/m/1: it is not signed"));
        assertThat(new StackKeys(settings, TOPICS).ensure()).isEmpty();
        assertThat(signed().read().model("m", 1)).isPresent();
    }

    private RegistryWriter signed() throws Exception {
        return new RegistryWriter(broker.bootstrapServers(), TOPICS, "test", RegistryKeys.in(settings.keys()));
    }

    private static ModelVersion version(int version) {
        return new ModelVersion(
                "m", version, "image-classification", "a".repeat(64), 10, Instant.EPOCH, Map.of("accuracy", 0.9));
    }
}
