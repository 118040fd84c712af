package io.kawara.fusion;

import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Lanes;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.trust.TrustedKeys;
import io.kawara.serving.LiveModels;
import io.kawara.serving.SessionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
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
    FusionMetrics metrics(MeterRegistry meters) {
        return new FusionMetrics(meters);
    }

    @Produces
    @Singleton
    LiveModels models(
            @ConfigProperty(name = "kawara.blobs", defaultValue = ".kawara/blobs") String blobs,
            FusionConfig config,
            FusionMetrics metrics) {
        var settings = SessionSettings.on(config.device(), 1);
        return new LiveModels(BlobStore.at(blobs), settings, Stage.FUSION, metrics::version);
    }

    @Produces
    @Singleton
    RegistryFollower registry(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            Topics topics,
            LiveModels models,
            @ConfigProperty(name = "kawara.registry.trust", defaultValue = "none") TrustedKeys.Trust trust,
            @ConfigProperty(name = "kawara.trusted-keys") Optional<Path> keys,
            MeterRegistry meters) {
        var follower = new RegistryFollower(bootstrapServers, topics.registry(), TrustedKeys.configured(trust, keys))
                .countedBy(meters);
        models.follow(follower);
        return follower;
    }

    @Produces
    @Singleton
    FusionStage stage(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            Topics topics,
            FusionConfig config,
            RegistryFollower registry,
            LiveModels models,
            FusionMetrics metrics) {
        var pages = new PageVerdict(models::acquire);
        var topology = new FusionTopology(topics, new RegisteredPipelines(registry), pages, metrics).build();
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

    void stop(@Observes ShutdownEvent stopped, RegistryFollower registry, FusionStage stage, LiveModels models) {
        stage.close();
        registry.close();
        models.close();
    }
}
