package io.kawara.fusion;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The pipelines on the registry.
 *
 * <p>An image may follow its pipeline so closely that the registry's record is still on its way, and it is answered once only: so the registry is
 * read up to its end before a name is unknown. Whoever sends a folder of images with a misspelt name makes it ask once a second.
 */
final class RegisteredPipelines implements PipelineLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RegistryFollower follower;
    private volatile Unknown unknown = new Unknown("", Instant.MIN);

    private record Unknown(String name, Instant until) {}

    RegisteredPipelines(RegistryFollower follower) {
        this.follower = follower;
    }

    @Override
    public Optional<Pipeline> find(String name) {
        Optional<Pipeline> known = follower.registry().pipeline(name);
        return known.isPresent() || isUnknown(name) ? known : ask(name);
    }

    @Override
    public Collection<String> names() {
        return follower.registry().pipelines().stream().map(Pipeline::name).toList();
    }

    @Override
    public boolean isShadowed(String model) {
        return follower.registry().challenger(model).filter(Challenger::shadow).isPresent();
    }

    private boolean isUnknown(String name) {
        Unknown last = unknown;
        return last.name().equals(name) && Instant.now().isBefore(last.until());
    }

    private Optional<Pipeline> ask(String name) {
        Registry registry;
        try {
            registry = follower.upToDate(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            registry = follower.registry();
        }
        Optional<Pipeline> found = registry.pipeline(name);
        if (found.isEmpty()) {
            unknown = new Unknown(name, Instant.now().plus(PATIENCE));
        }
        return found;
    }
}
