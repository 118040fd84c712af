package io.kawara.classifier;

import io.kawara.messaging.LaneGate;
import io.kawara.messaging.RegistryFollower;
import io.kawara.serving.LiveModels;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Kafka is there, the registry was read and every model serves the version it should. Kafka being away is no reason to restart. */
@Readiness
@ApplicationScoped
class ClassifierReadiness implements HealthCheck {
    private final LaneGate lanes;
    private final KafkaClientService clients;
    private final RegistryFollower registry;
    private final List<LiveModels> stages;

    ClassifierReadiness(
            LaneGate lanes,
            KafkaClientService clients,
            RegistryFollower registry,
            LiveModels models,
            @Identifier(ClassifierBeans.CHARACTERS) LiveModels characterModels) {
        this.lanes = lanes;
        this.clients = clients;
        this.registry = registry;
        this.stages = List.of(models, characterModels);
    }

    @Override
    public HealthCheckResponse call() {
        var connected = isConnected("images") && isConnected(ClassifierBeans.CHARACTERS);
        var fine = stages.stream()
                .allMatch(models -> models.isSettled() && models.problems().isEmpty());
        var response = HealthCheckResponse.named("classifier")
                .status(connected && registry.isCaughtUp() && fine)
                .withData("kafka", connected ? "connected" : "waiting for Kafka")
                .withData("registry", registry.isCaughtUp() ? "read" : "not read yet");
        for (var models : stages) {
            models.versions().forEach(response::withData);
            models.problems().forEach(response::withData);
        }
        registry.refused().forEach((key, reason) -> response.withData("refused " + key, reason));
        return response.build();
    }

    /** Whether there is a connection to Kafka, and the topics fit together. */
    private boolean isConnected(String channel) {
        var consumer = clients.getConsumer(channel);
        return lanes.isOpenTo(consumer == null ? null : consumer.unwrap());
    }
}
