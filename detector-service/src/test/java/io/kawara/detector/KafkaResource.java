package io.kawara.detector;

import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import io.kawara.serving.TinyDetector;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with three lanes, and a registry with the pipelines {@code pages}, of a detector, and {@code labels}, without one. */
public class KafkaResource implements QuarkusTestResourceLifecycleManager {
    static final int LANES = 3;

    private Broker broker;

    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory("kafka");
            broker = Broker.start(folder.resolve("broker"));
            try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                new TopicSetup(new Topics(""), LANES).createMissing(admin);
            }
            publish(folder.resolve("blobs"));
            return Map.of(
                    "kafka.bootstrap.servers",
                    broker.bootstrapServers(),
                    "kawara.blobs",
                    folder.resolve("blobs").toString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot set up Kafka for the test", e);
        }
    }

    private void publish(Path blobs) throws IOException {
        var card = TinyDetector.card("dark", 1, 400, 256, 64);
        var file = TinyDetector.file(card);
        var registry = new RegistryWriter(broker.bootstrapServers(), new Topics(""), "test");
        registry.put(Drawn.pipeline("pages", null, "dark"));
        registry.put(new Pipeline(
                "labels", null, null, null, null, List.of(new Member("colours", Stage.IMAGE, 1)), Map.of()));
        registry.publish(new ModelVersion(
                card.name(),
                card.version(),
                card.task().toString(),
                new BlobStore(blobs).put(file),
                file.length,
                Instant.EPOCH,
                Map.of()));
        registry.promote("dark", 1, "for the test");
    }

    @Override
    public void stop() {
        broker.close();
    }
}
