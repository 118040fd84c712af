package io.kawara.serving;

import io.kawara.contracts.Champion;
import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Stage;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A registry and its blobs, built up as a trainer would, but without Kafka. */
public final class TestRegistry {
    private final BlobStore blobs;
    private Registry registry = Registry.EMPTY;

    public TestRegistry(BlobStore blobs) {
        this.blobs = blobs;
    }

    public Registry now() {
        return registry;
    }

    /** A pipeline of models of equal weight. */
    public TestRegistry pipeline(String name, Stage stage, String... models) {
        var members =
                Stream.of(models).map(model -> new Member(model, stage, 1)).toList();
        var ocr = members.isEmpty() ? new Pipeline.Ocr(List.of("eng"), null) : null;
        return with(RegistryKey.pipeline(name), new Pipeline(name, null, ocr, null, null, members, Map.of()));
    }

    public TestRegistry pipeline(Pipeline pipeline) {
        return with(RegistryKey.pipeline(pipeline.name()), pipeline);
    }

    /** Stores a model file and lets it serve; {@code card} is the one inside. */
    public TestRegistry serve(ModelCard card, byte[] file) {
        return serve(publish(card, file));
    }

    public TestRegistry serve(ModelVersion version) {
        with(RegistryKey.model(version.name(), version.version()), version);
        return with(
                RegistryKey.champion(version.name()),
                new Champion(version.name(), version.version(), null, Instant.EPOCH, "test"));
    }

    /** Stores a model file without letting it serve. */
    public ModelVersion publish(ModelCard card, byte[] file) {
        try {
            return new ModelVersion(
                    card.name(),
                    card.version(),
                    card.task().toString(),
                    blobs.put(file),
                    file.length,
                    Instant.EPOCH,
                    Map.of());
        } catch (IOException e) {
            throw new IllegalStateException("cannot store the model " + card.id(), e);
        }
    }

    public TestRegistry without(String key) {
        return with(key, null);
    }

    private TestRegistry with(String key, Object value) {
        try {
            registry = registry.with(key, value == null ? null : Json.write(value));
            return this;
        } catch (InvalidMessage e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
