package io.kawara.detector;

import io.kawara.messaging.RegistryFollower;
import io.kawara.serving.LiveModels;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Kafka is there, the registry was read and every model serves the version it should. Kafka being away is no reason to restart. */
@Readiness
@ApplicationScoped
class DetectorReadiness implements HealthCheck {
    private final DetectorStage stage;
    private final RegistryFollower registry;
    private final LiveModels models;

    DetectorReadiness(DetectorStage stage, RegistryFollower registry, LiveModels models) {
        this.stage = stage;
        this.registry = registry;
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        var connected = stage.isConnected();
        var problems = models.problems();
        var response = HealthCheckResponse.named("detector")
                .status(connected && registry.isCaughtUp() && models.isSettled() && problems.isEmpty())
                .withData("kafka", connected ? "connected" : "waiting for Kafka")
                .withData("registry", registry.isCaughtUp() ? "read" : "not read yet");
        models.versions().forEach(response::withData);
        problems.forEach(response::withData);
        registry.refused().forEach((key, reason) -> response.withData("refused " + key, reason));
        return response.build();
    }
}
