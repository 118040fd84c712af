package io.kawara.detector;

import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.trust.TrustedKeys;
import io.kawara.serving.LiveModels;
import io.kawara.serving.SessionSettings;
import io.kawara.vision.ImageLimits;
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
class DetectorBeans {
    @Produces
    @Singleton
    Topics topics(@ConfigProperty(name = "kawara.topic-prefix") Optional<String> prefix) {
        return new Topics(prefix.orElse(""));
    }

    @Produces
    @Singleton
    StageMetrics metrics(MeterRegistry meters) {
        return new StageMetrics(meters, Stage.DETECTOR.toString());
    }

    @Produces
    @Singleton
    BlobStore blobs(@ConfigProperty(name = "kawara.blobs", defaultValue = ".kawara/blobs") String place) {
        return BlobStore.at(place);
    }

    @Produces
    @Singleton
    LiveModels models(BlobStore blobs, DetectorConfig config, StageMetrics metrics) {
        var settings = SessionSettings.on(config.device(), config.threads());
        return new LiveModels(blobs, settings, Stage.DETECTOR, metrics::version);
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
    CharacterDetector detector(LiveModels models, DetectorConfig config) {
        var decoders = config.decoders().orElse(Runtime.getRuntime().availableProcessors());
        return new CharacterDetector(models, ImageLimits.DEFAULT, config.pixels(), decoders);
    }

    void close(@Disposes CharacterDetector detector) {
        detector.close();
    }

    void close(@Disposes LiveModels models) {
        models.close();
    }

    void close(@Disposes RegistryFollower registry) {
        registry.close();
    }
}
