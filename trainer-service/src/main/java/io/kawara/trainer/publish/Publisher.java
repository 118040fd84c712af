package io.kawara.trainer.publish;

import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import io.kawara.serving.GoldenExamples;
import io.kawara.serving.OnnxFile;
import io.kawara.trainer.run.Cards;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Publishes model files: a new version in the card, the file in the blob store, the version on the registry. */
public final class Publisher {
    private final RegistryWriter registry;
    private final BlobStore blobs;

    public Publisher(RegistryWriter registry, BlobStore blobs) {
        this.registry = registry;
        this.blobs = blobs;
    }

    /** Publishes a model file as its model's next version, which does not serve yet. */
    public ModelVersion publish(Path file) throws IOException {
        var version = prepare(file);
        registry.publish(version);
        return version;
    }

    /** The next version of a model, its file in the blob store; it is not on the registry yet. */
    public ModelVersion prepare(Path file) throws IOException {
        var model = OnnxFile.map(file);
        var card = model.card();
        var versioned = Cards.versioned(card, registry.nextVersion(card.name()));
        // Whatever cannot be loaded here must not reach those who serve.
        byte[] bytes = GoldenExamples.into(model.with(versioned));
        return new ModelVersion(
                card.name(),
                versioned.version(),
                card.task().toString(),
                blobs.put(bytes),
                bytes.length,
                Instant.now(),
                Cards.metrics(card),
                card.labels(),
                Cards.snapshot(card).orElse(null));
    }

    /** Publishes a model file and lets it serve; {@code reason} is kept with the event. */
    public ModelVersion serve(Path file, String reason) throws IOException {
        var version = publish(file);
        registry.promote(version.name(), version.version(), reason);
        return version;
    }

    /** Puts a pipeline in the place of the one of its name. */
    public void put(Pipeline pipeline) {
        registry.put(pipeline);
    }
}
