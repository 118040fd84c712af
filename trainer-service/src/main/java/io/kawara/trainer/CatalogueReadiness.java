package io.kawara.trainer;

import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.CatalogueFollower;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while nothing keeps it from writing down what comes. What is away comes back: no reason to restart. */
@Readiness
@ApplicationScoped
class CatalogueReadiness implements HealthCheck {
    private final CatalogueFollower follower;
    private final RegistryFollower registry;

    CatalogueReadiness(CatalogueFollower follower, RegistryFollower registry) {
        this.follower = follower;
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("catalogue")
                .status(follower.isWell() && registry.isCaughtUp())
                .withData("following", follower.isWell() ? "yes" : follower.trouble())
                .withData("behind", follower.behind())
                .withData("registry", registry.isCaughtUp() ? "read" : "not read yet")
                .build();
    }
}
