package io.kawara.text;

import io.kawara.messaging.RegistryFollower;
import io.kawara.serving.LiveModels;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Kafka is there, the registry was read and every model serves the version it should. Kafka being away is no reason to restart. */
@Readiness
@ApplicationScoped
class TextReadiness implements HealthCheck {
    private final TextStage stage;
    private final RegistryFollower registry;
    private final LiveModels models;

    TextReadiness(TextStage stage, RegistryFollower registry, LiveModels models) {
        this.stage = stage;
        this.registry = registry;
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        var connected = stage.isConnected();
        var problems = models.problems();
        var response = HealthCheckResponse.named("text")
                .status(connected && registry.isCaughtUp() && models.isSettled() && problems.isEmpty())
                .withData("kafka", connected ? "connected" : "waiting for Kafka")
                .withData("registry", registry.isCaughtUp() ? "read" : "not read yet");
        models.versions().forEach(response::withData);
        problems.forEach(response::withData);
        registry.refused().forEach((key, reason) -> response.withData("refused " + key, reason));
        return response.build();
    }
}
