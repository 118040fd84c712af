package io.kawara.gateway;

import io.kawara.gateway.answers.ResultFollower;
import io.kawara.gateway.intake.Refusal;
import io.kawara.messaging.RegistryFollower;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while Kafka answers and both the registry and the latest answers were read. Kafka being away is no reason to restart. */
@Readiness
@ApplicationScoped
class GatewayReadiness implements HealthCheck {
    private final ResultFollower results;
    private final RegistryFollower registry;

    GatewayReadiness(ResultFollower results, RegistryFollower registry) {
        this.results = results;
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("gateway")
                .status(results.isReady() && registry.isCaughtUp())
                .withData("results", results.isReady() ? "followed" : results.trouble())
                .withData("registry", registry.isCaughtUp() ? "read" : "not read yet");
        registry.refused().forEach((key, reason) -> response.withData("refused " + key, reason));
        return response.build();
    }

    /** Refuses what could not be answered. */
    void require() {
        requireRegistry();
        if (!results.isReady()) {
            throw Refusal.unavailable("Answers cannot be followed: " + results.trouble());
        }
    }

    void requireRegistry() {
        if (!registry.isCaughtUp()) {
            throw Refusal.unavailable("The registry has not been read yet: " + results.trouble());
        }
    }
}
