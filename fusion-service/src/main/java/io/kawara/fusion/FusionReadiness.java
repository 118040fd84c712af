package io.kawara.fusion;

import io.kawara.messaging.RegistryFollower;
import io.kawara.serving.LiveModels;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when answers can come: Kafka is there, the registry is read, the lanes are taken, and every model of its own serves the version it should. */
@Readiness
@ApplicationScoped
class FusionReadiness implements HealthCheck {
    private final FusionStage stage;
    private final RegistryFollower registry;
    private final LiveModels models;

    FusionReadiness(FusionStage stage, RegistryFollower registry, LiveModels models) {
        this.stage = stage;
        this.registry = registry;
        this.models = models;
    }

    @Override
    public HealthCheckResponse call() {
        String trouble = stage.trouble();
        var problems = models.problems();
        var response =
                HealthCheckResponse.named("fusion").status(trouble == null && models.isSettled() && problems.isEmpty());
        if (trouble != null) {
            response.withData("reason", trouble);
        }
        models.versions().forEach(response::withData);
        problems.forEach(response::withData);
        registry.refused().forEach((key, reason) -> response.withData("refused " + key, reason));
        return response.build();
    }
}
