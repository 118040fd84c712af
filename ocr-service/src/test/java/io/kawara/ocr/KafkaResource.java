package io.kawara.ocr;

import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.RegistryWriter;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with three lanes, and a registry with a pipeline that reads and one that only looks. */
public class KafkaResource implements QuarkusTestResourceLifecycleManager {
    static final int LANES = 3;

    private Broker broker;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("kafka");
            broker = Broker.start(folder.resolve("broker"));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                new TopicSetup(new Topics(""), LANES).createMissing(admin);
            }
            var registry = new RegistryWriter(broker.bootstrapServers(), new Topics(""), "test");
            registry.put(pipeline("default", new Pipeline.Ocr(List.of("eng"), 7), Stage.TEXT));
            registry.put(pipeline("pictures", null, Stage.IMAGE));
            return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot set up Kafka for the test", e);
        }
    }

    private static Pipeline pipeline(String name, Pipeline.Ocr ocr, Stage stage) {
        return new Pipeline(name, null, ocr, null, null, List.of(new Member("model", stage, 1)), Map.of());
    }

    @Override
    public void stop() {
        broker.close();
    }
}
