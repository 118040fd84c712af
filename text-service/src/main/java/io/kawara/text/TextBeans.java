package io.kawara.text;

import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.trust.TrustedKeys;
import io.kawara.serving.LiveModels;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds the service from its configuration. */
@ApplicationScoped
class TextBeans {
    @Produces
    @Singleton
    Topics topics(@ConfigProperty(name = "kawara.topic-prefix") Optional<String> prefix) {
        return new Topics(prefix.orElse(""));
    }

    @Produces
    @Singleton
    StageMetrics metrics(MeterRegistry meters) {
        return new StageMetrics(meters, Stage.TEXT.toString());
    }

    /** A process of its own runs the challengers, in its own consumer group: see {@code application.properties}. */
    @Produces
    @Singleton
    Standing standing(@ConfigProperty(name = "kawara.shadow", defaultValue = "false") boolean shadow) {
        return shadow ? Standing.SHADOW : Standing.CHAMPION;
    }

    @Produces
    @Singleton
    LiveModels models(
            @ConfigProperty(name = "kawara.blobs", defaultValue = ".kawara/blobs") String blobs,
            TextConfig config,
            Standing standing,
            StageMetrics metrics) {
        var settings = SessionSettings.on(config.device(), config.threads());
        return new LiveModels(BlobStore.at(blobs), settings, Stage.TEXT, standing, metrics::version);
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
    TextClassifier classifier(LiveModels models, TextConfig config) {
        return new TextClassifier(models, config.batch());
    }

    void close(@Disposes LiveModels models) {
        models.close();
    }

    void close(@Disposes RegistryFollower registry) {
        registry.close();
    }
}
