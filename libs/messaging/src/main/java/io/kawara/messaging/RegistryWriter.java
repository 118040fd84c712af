package io.kawara.messaging;

import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelEvent.Kind;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Changes the registry: publishes models, lets a version serve, puts pipelines.
 *
 * <p>Every change is one Kafka transaction of the registry's record and its {@link ModelEvent}, decided on the registry as it then is: of two
 * writers at once one is fenced off and decides again. Throws {@link KafkaException} where Kafka cannot be reached in time.
 */
public final class RegistryWriter {
    private static final int ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrapServers;
    private final Topics topics;
    private final String by;

    /** @param by who is named in what is written, e.g. {@code trainer} */
    public RegistryWriter(String bootstrapServers, Topics topics, String by) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.by = by;
    }

    /** One change: the records it writes and what it hands back. */
    private record Change<T>(T result, List<ProducerRecord<String, byte[]>> records) {}

    /** The registry as it is now. */
    public Registry read() {
        return RegistryFollower.readOnce(bootstrapServers, topics.registry(), PATIENCE);
    }

    /** The number that the next version of {@code model} bears, in its card and here. */
    public int nextVersion(String model) {
        var versions = read().versions(model);
        return versions.isEmpty() ? 1 : versions.lastKey() + 1;
    }

    /**
     * Publishes a model file that already lies in the blob store. It serves only once it is promoted. Publishing the same again changes nothing.
     *
     * @throws IllegalArgumentException if that version is already published with another file
     */
    public void publish(ModelVersion model) {
        change(registry -> {
            var present = registry.model(model.name(), model.version());
            if (present.isEmpty()) {
                return new Change<>(
                        model,
                        List.of(
                                record(RegistryKey.model(model.name(), model.version()), model),
                                event(Kind.PUBLISHED, model.name(), model.version(), null, model.metrics())));
            }
            if (!present.get().sha256().equals(model.sha256())) {
                throw new IllegalArgumentException(model.name() + "@" + model.version()
                        + " is already published with another file: publish this one as version "
                        + (registry.versions(model.name()).lastKey() + 1) + ".");
            }
            return new Change<>(model, List.of());
        });
    }

    /** Lets a published version serve. */
    public Champion promote(String model, int version, String reason) {
        return change(registry -> serve(registry, Kind.PROMOTED, model, version, reason));
    }

    /**
     * Lets the version serve again that served before.
     *
     * @param to the version to go back to; the one before where it is null
     */
    public Champion rollback(String model, Integer to, String reason) {
        return change(registry -> {
            var champion = registry.champion(model)
                    .orElseThrow(() -> new IllegalArgumentException("No version of " + model + " serves."));
            if (to == null && champion.previous() == null) {
                throw new IllegalArgumentException(
                        model + "@" + champion.version() + " serves, and none did before it: name a version.");
            }
            return serve(registry, Kind.ROLLED_BACK, model, to == null ? champion.previous() : to, reason);
        });
    }

    /** Puts a pipeline in the place of the one of its name. */
    public void put(Pipeline pipeline) {
        change(registry -> new Change<>(pipeline, List.of(record(RegistryKey.pipeline(pipeline.name()), pipeline))));
    }

    private Change<Champion> serve(Registry registry, Kind kind, String model, int version, String reason) {
        var published = registry.model(model, version)
                .orElseThrow(() -> new IllegalArgumentException(
                        registry.versions(model).isEmpty()
                                ? "There is no model " + model + "."
                                : "There is no " + model + "@" + version + ", only versions "
                                        + registry.versions(model).keySet() + "."));
        var current = registry.champion(model);
        if (current.isPresent() && current.get().version() == version) {
            return new Change<>(current.get(), List.of());
        }
        var champion =
                new Champion(model, version, current.map(Champion::version).orElse(null), Instant.now(), by);
        return new Change<>(
                champion,
                List.of(
                        record(RegistryKey.champion(model), champion),
                        event(kind, model, version, reason, published.metrics())));
    }

    private ProducerRecord<String, byte[]> record(String key, Object value) {
        return new ProducerRecord<>(topics.registry(), 0, key, Json.write(value));
    }

    private ProducerRecord<String, byte[]> event(
            Kind kind, String model, int version, String reason, Map<String, Double> metrics) {
        var event = new ModelEvent(kind, model, version, Instant.now(), by, reason, metrics);
        return new ProducerRecord<>(topics.modelEvents(), 0, model, Json.write(event));
    }

    private <T> T change(Function<Registry, Change<T>> decision) {
        for (int attempt = 1; ; attempt++) {
            try (var producer = open()) {
                producer.initTransactions(); // from here on whoever began before is fenced off
                Change<T> change = decision.apply(read());
                if (!change.records().isEmpty()) {
                    producer.beginTransaction();
                    for (var record : change.records()) {
                        var unused = producer.send(record); // the commit throws what a send ran into
                    }
                    producer.commitTransaction();
                }
                return change.result();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                if (attempt == ATTEMPTS) {
                    throw new KafkaException("Too many others write to the registry at the same time.", e);
                }
            }
        }
    }

    private KafkaProducer<String, byte[]> open() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topics.prefix() + "registry-writer",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE.toMillis(),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        10_000,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "registry-writer"),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
