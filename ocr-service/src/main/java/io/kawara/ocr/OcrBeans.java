package io.kawara.ocr;

import io.kawara.contracts.Stage;
import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.StageMetrics;
import io.kawara.messaging.trust.TrustedKeys;
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
class OcrBeans {
    @Produces
    @Singleton
    Topics topics(@ConfigProperty(name = "kawara.topic-prefix") Optional<String> prefix) {
        return new Topics(prefix.orElse(""));
    }

    @Produces
    @Singleton
    StageMetrics metrics(MeterRegistry meters) {
        return new StageMetrics(meters, Stage.OCR.toString());
    }

    @Produces
    @Singleton
    Tessdata tessdata(OcrConfig config) {
        return Tessdata.find(config.tessdata(), Optional.ofNullable(System.getenv("TESSDATA_PREFIX")));
    }

    @Produces
    @Singleton
    TextRecognizer recognizer(Tessdata tessdata, OcrConfig config) {
        return new TextRecognizer(
                tessdata, ImageLimits.DEFAULT, config.patience(), workers(config) * config.languageSets());
    }

    @Produces
    @Singleton
    ImageReader reader(TextRecognizer recognizer) {
        return new ImageReader(recognizer);
    }

    @Produces
    @Singleton
    BlobStore blobs(@ConfigProperty(name = "kawara.blobs", defaultValue = ".kawara/blobs") String place) {
        return BlobStore.at(place);
    }

    @Produces
    @Singleton
    RegistryFollower registry(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            Topics topics,
            @ConfigProperty(name = "kawara.registry.trust", defaultValue = "none") TrustedKeys.Trust trust,
            @ConfigProperty(name = "kawara.trusted-keys") Optional<Path> keys,
            MeterRegistry meters) {
        return new RegistryFollower(bootstrapServers, topics.registry(), TrustedKeys.configured(trust, keys))
                .countedBy(meters);
    }

    static int workers(OcrConfig config) {
        return config.workers().orElse(Runtime.getRuntime().availableProcessors());
    }

    void close(@Disposes TextRecognizer recognizer) {
        recognizer.close();
    }

    void close(@Disposes RegistryFollower registry) {
        registry.close();
    }
}
