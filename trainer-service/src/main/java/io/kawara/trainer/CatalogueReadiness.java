package io.kawara.trainer;

import io.kawara.messaging.RegistryFollower;
import io.kawara.trainer.catalogue.CatalogueFollower;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while nothing keeps the catalogue from writing down what comes. What is away comes back: no reason to restart. A worker has no catalogue. */
@Readiness
@ApplicationScoped
class CatalogueReadiness implements HealthCheck {
    private static final String WORKER = "worker";

    private final Instance<CatalogueFollower> follower;
    private final Instance<RegistryFollower> registry;
    private final boolean isWorker;

    CatalogueReadiness(
            Instance<CatalogueFollower> follower,
            Instance<RegistryFollower> registry,
            @CommandLineArguments String[] arguments) {
        this.follower = follower;
        this.registry = registry;
        this.isWorker = arguments.length > 0 && arguments[0].equals(WORKER);
    }

    @Override
    public HealthCheckResponse call() {
        if (isWorker) {
            return HealthCheckResponse.up(WORKER);
        }
        var topics = follower.get();
        boolean knowsRegistry = registry.get().isCaughtUp();
        return HealthCheckResponse.named("catalogue")
                .status(topics.isWell() && knowsRegistry)
                .withData("following", topics.isWell() ? "yes" : topics.trouble())
                .withData("behind", topics.behind())
                .withData("registry", knowsRegistry ? "read" : "not read yet")
                .build();
    }
}
