package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {
    private static final Topics TOPICS = new Topics("");

    @TempDir
    Path folder;

    private Broker broker;
    private StackSettings settings;
    private RegistryWriter somebodyElse;

    @BeforeEach
    void setUp() throws Exception {
        broker = Broker.start(folder.resolve("kafka"));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(TOPICS, 1).createMissing(admin);
        }
        settings = new StackSettings(folder, folder.resolve("data"), Ports.from(0, broker.port()), 1);
        somebodyElse = new RegistryWriter(broker.bootstrapServers(), TOPICS, "somebody");
        write("deploy/models/slips.onnx", "weights");
        write(
                "deploy/models/slips.json",
                "{\"name\": \"slips\", \"version\": 1, \"task\": \"image-classification\", \"metrics\": {\"accuracy\": 0.9}, \"labels\": [\"a\", \"b\"]}");
        write("deploy/pipelines/default.yaml", "name: default\nmembers: [{model: slips, stage: image, weight: 1}]\n");
        write("deploy/pipelines/receipts.yaml", "name: receipts\nmembers: [{model: other, stage: text, weight: 1}]\n");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void publishesWhatIsShippedOnceAndSaysWhatIsNotTrained() throws Exception {
        List<String> said = publish();

        var registry = somebodyElse.read();
        ModelVersion slips = registry.serving("slips").orElseThrow();
        assertThat(slips.metrics()).containsEntry("accuracy", 0.9);
        assertThat(slips.labels()).containsExactly("a", "b");
        assertThat(new BlobStore(settings.blobs()).read(slips.sha256()))
                .asString()
                .isEqualTo("weights");
        assertThat(registry.pipelines()).extracting(Pipeline::name).containsExactly("default");
        assertThat(said).anyMatch(line -> line.contains("receipts: not yet, other is not trained"));

        assertThat(publish()).noneMatch(line -> line.contains("slips@1")).noneMatch(line -> line.contains("default"));
    }

    @Test
    void aNewerShippedVersionTakesOverFromTheShippedOne() throws Exception {
        publish();
        write("deploy/models/slips.onnx", "better weights");
        write("deploy/models/slips.json", "{\"name\": \"slips\", \"version\": 2, \"task\": \"image-classification\"}");
        publish();
        assertThat(somebodyElse.read().serving("slips"))
                .map(ModelVersion::version)
                .contains(2);
    }

    @Test
    void whatSomebodyElsePromotedGoesOnServing() throws Exception {
        somebodyElse.publish(
                new ModelVersion("slips", 7, "image-classification", "a".repeat(64), 1, Instant.EPOCH, Map.of()));
        somebodyElse.promote("slips", 7, null);
        assertThat(publish()).anyMatch(line -> line.contains("7 serves still"));
        assertThat(somebodyElse.read().serving("slips"))
                .map(ModelVersion::version)
                .contains(7);
    }

    @Test
    void anotherFileUnderAPublishedVersionIsSaidAndLeft() throws Exception {
        publish();
        String before = somebodyElse.read().serving("slips").orElseThrow().sha256();
        write("deploy/models/slips.onnx", "other weights");
        assertThat(publish()).anyMatch(line -> line.contains("another file"));
        assertThat(somebodyElse.read().serving("slips").orElseThrow().sha256()).isEqualTo(before);
    }

    private List<String> publish() throws Exception {
        var said = new ArrayList<String>();
        new Starter(settings, somebodyElse.as(Starter.BY)).publish(said::add);
        return said;
    }

    private void write(String file, String content) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
