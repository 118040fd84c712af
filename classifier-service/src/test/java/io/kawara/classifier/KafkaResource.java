package io.kawara.classifier;

import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import io.kawara.serving.ModelCard;
import io.kawara.serving.TinyModels;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with three lanes, and a registry with the pipelines {@code colours} and {@code pages}, each with its model. */
public class KafkaResource implements QuarkusTestResourceLifecycleManager {
    static final int LANES = 3;
    static final String[] CODES = {"U+8D64", "U+7DD1", "U+9752"}; // red, green, blue

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
        var colours = new Member("colours", Stage.IMAGE, 1);
        publish(
                blobs,
                new Pipeline("colours", null, null, null, null, List.of(colours), Map.of()),
                TinyModels.imageCard("colours", 1, 4, "red", "green", "blue"));
        publish(blobs, PageClassifierTest.pages("pages", "crops"), TinyModels.imageCard("crops", 1, 4, CODES));
    }

    private void publish(Path blobs, Pipeline pipeline, ModelCard card) throws IOException {
        var file = TinyModels.colours(card);
        var registry = new RegistryWriter(broker.bootstrapServers(), new Topics(""), "test");
        registry.put(pipeline);
        registry.publish(new ModelVersion(
                card.name(),
                card.version(),
                card.task().toString(),
                new BlobStore(blobs).put(file),
                file.length,
                Instant.EPOCH,
                Map.of()));
        registry.promote(card.name(), 1, "for the test");
    }

    @Override
    public void stop() {
        broker.close();
    }
}
