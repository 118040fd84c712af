package io.kawara.gateway;

import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.RegistryWriter;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with the topics, a registry of a few pipelines, a {@link TinyStack} that answers, and a {@link TinyCatalogue} that remembers. */
public class KafkaInJvm implements QuarkusTestResourceLifecycleManager {
    static final Topics TOPICS = new Topics("");
    static final int LANES = 3;

    private Broker broker;
    private TinyStack stack;
    private TinyCatalogue catalogue;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("kawara-gateway");
            broker = Broker.start(folder.resolve("kafka"));
            prepare(broker.bootstrapServers());
            stack = new TinyStack(broker.bootstrapServers(), TOPICS);
            catalogue = new TinyCatalogue();
            return Map.of(
                    "kawara.catalogue", catalogue.address(),
                    "kafka.bootstrap.servers", broker.bootstrapServers(),
                    "kawara.blobs", folder.resolve("blobs").toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the broker of the test did not start", e);
        }
    }

    /** Creates topics and registry. */
    static void prepare(String bootstrapServers) throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicSetup(TOPICS, LANES).createMissing(admin);
        }
        var registry = new RegistryWriter(bootstrapServers, TOPICS, "test");
        for (int version = 1; version <= 2; version++) {
            registry.publish(new ModelVersion(
                    "slips-image",
                    version,
                    "image",
                    "ab".repeat(32),
                    1000,
                    Instant.EPOCH,
                    Map.of("accuracy", 0.9),
                    List.of("letter", "receipt", "slip"),
                    null));
        }
        registry.promote("slips-image", 2, "the newest");
        for (String name : List.of("default", "late", "never")) {
            registry.put(pipeline(name, Task.SINGLE_LABEL, Stage.IMAGE));
        }
        registry.put(pipeline("scans", Task.PAGES, Stage.DETECTOR));
        registry.put(pipeline("tags", Task.MULTI_LABEL, Stage.IMAGE));
    }

    private static Pipeline pipeline(String name, Task task, Stage stage) {
        return new Pipeline(name, null, null, task, null, List.of(new Member("slips-image", stage, 1)), null);
    }

    @Override
    public void stop() {
        if (catalogue != null) {
            catalogue.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
