package io.kawara.fusion;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when answers can come: Kafka is there, the registry is read, the lanes are taken. */
@Readiness
@ApplicationScoped
class FusionReadiness implements HealthCheck {
    private final FusionStage stage;

    FusionReadiness(FusionStage stage) {
        this.stage = stage;
    }

    @Override
    public HealthCheckResponse call() {
        String trouble = stage.trouble();
        var response = HealthCheckResponse.named("fusion").status(trouble == null);
        return trouble == null
                ? response.build()
                : response.withData("reason", trouble).build();
    }
}
