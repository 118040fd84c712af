package io.kawara.fusion;

import io.kawara.contracts.Topics;
import io.kawara.messaging.Lanes;
import io.kawara.messaging.RegistryFollower;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

@ApplicationScoped
class FusionBeans {
    private static final Logger LOG = Logger.getLogger(FusionBeans.class);

    @Produces
    @Singleton
    Topics topics(@ConfigProperty(name = "kawara.topic-prefix") Optional<String> prefix) {
        return new Topics(prefix.orElse(""));
    }

    @Produces
    @Singleton
    RegistryFollower registry(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, Topics topics) {
        return new RegistryFollower(bootstrapServers, topics.registry());
    }

    @Produces
    @Singleton
    FusionStage stage(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            Topics topics,
            FusionConfig config,
            RegistryFollower registry,
            MeterRegistry meters) {
        var topology = new FusionTopology(topics, new RegisteredPipelines(registry), new FusionMetrics(meters)).build();
        return new FusionStage(bootstrapServers, topics, config.threads(), registry, topology);
    }

    /** Off the main thread: health must answer while Kafka is waited for. */
    void start(@Observes StartupEvent started, RegistryFollower registry, FusionStage stage) {
        registry.start();
        Thread starter = new Thread(
                () -> {
                    try {
                        stage.start();
                    } catch (Lanes.Mismatch e) {
                        LOG.error(e.getMessage());
                        Quarkus.asyncExit(1);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "fusion-start");
        starter.setDaemon(true);
        starter.start();
    }

    void stop(@Observes ShutdownEvent stopped, RegistryFollower registry, FusionStage stage) {
        stage.close();
        registry.close();
    }
}
