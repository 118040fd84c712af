package io.kawara.classifier;

import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.LaneGate;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.trust.TrustedKeys;
import io.kawara.reading.CharacterReader;
import io.kawara.reading.ContextReader;
import io.kawara.reading.CropReader;
import io.kawara.serving.LiveModels;
import io.kawara.serving.ModelTask;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.Standing;
import io.kawara.vision.ImageLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds the service from its configuration. */
@ApplicationScoped
class ClassifierBeans {
    static final String CHARACTERS = "characters";

    @Produces
    @Singleton
    Topics topics(@ConfigProperty(name = "kawara.topic-prefix") Optional<String> prefix) {
        return new Topics(prefix.orElse(""));
    }

    @Produces
    @Singleton
    StageMetrics metrics(MeterRegistry meters) {
        return new StageMetrics(meters, Stage.IMAGE.toString());
    }

    @Produces
    @Singleton
    @Identifier(CHARACTERS)
    StageMetrics characterMetrics(MeterRegistry meters) {
        return new StageMetrics(meters, Stage.CHARACTER.toString());
    }

    @Produces
    @Singleton
    LaneGate lanes(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers, Topics topics) {
        return new LaneGate(bootstrapServers, topics, ServiceProblems::refuse);
    }

    @Produces
    @Singleton
    BlobStore blobs(@ConfigProperty(name = "kawara.blobs", defaultValue = ".kawara/blobs") String place) {
        return BlobStore.at(place);
    }

    /** A process of its own runs the challengers, in its own consumer group: see {@code application.properties}. */
    @Produces
    @Singleton
    Standing standing(@ConfigProperty(name = "kawara.shadow", defaultValue = "false") boolean shadow) {
        return shadow ? Standing.SHADOW : Standing.CHAMPION;
    }

    @Produces
    @Singleton
    LiveModels models(BlobStore blobs, ClassifierConfig config, Standing standing, StageMetrics metrics) {
        var settings = SessionSettings.on(config.device(), config.threads());
        return new LiveModels(blobs, settings, Stage.IMAGE, standing, metrics::version);
    }

    @Produces
    @Singleton
    @Identifier(CHARACTERS)
    LiveModels characterModels(
            BlobStore blobs, ClassifierConfig config, Standing standing, @Identifier(CHARACTERS) StageMetrics metrics) {
        var settings = SessionSettings.on(config.device(), config.threads());
        return new LiveModels(blobs, settings, Stage.CHARACTER, standing, metrics::version);
    }

    @Produces
    @Singleton
    RegistryFollower registry(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            Topics topics,
            LiveModels models,
            @Identifier(CHARACTERS) LiveModels characterModels,
            @ConfigProperty(name = "kawara.registry.trust", defaultValue = "none") TrustedKeys.Trust trust,
            @ConfigProperty(name = "kawara.trusted-keys") Optional<Path> keys,
            MeterRegistry meters) {
        var follower = new RegistryFollower(bootstrapServers, topics.registry(), TrustedKeys.configured(trust, keys))
                .countedBy(meters);
        models.follow(follower);
        characterModels.follow(follower);
        return follower;
    }

    @Produces
    @Singleton
    Decoders decoders(ClassifierConfig config) {
        return new Decoders(config.decoders().orElse(Runtime.getRuntime().availableProcessors()));
    }

    @Produces
    @Singleton
    ImageClassifier classifier(LiveModels models, ClassifierConfig config, Decoders decoders) {
        return new ImageClassifier(models, ImageLimits.DEFAULT, config.batch(), decoders);
    }

    @Produces
    @Singleton
    PageClassifier pageClassifier(
            @Identifier(CHARACTERS) LiveModels models, ClassifierConfig config, Decoders decoders) {
        // Not by the decoders: the model would wait for the crops behind pages that are not needed yet.
        CharacterReader crops = new CropReader(config.crops(), ForkJoinPool.commonPool());
        var readers =
                Map.of(ModelTask.IMAGE_CLASSIFICATION, crops, ModelTask.CHARACTER_CLASSIFICATION, new ContextReader());
        return new PageClassifier(models, ImageLimits.DEFAULT, readers, decoders);
    }

    void close(@Disposes Decoders decoders) {
        decoders.close();
    }

    void close(@Disposes LiveModels models) {
        models.close();
    }

    void closeCharacters(@Disposes @Identifier(CHARACTERS) LiveModels models) {
        models.close();
    }

    void close(@Disposes RegistryFollower registry) {
        registry.close();
    }
}
