package io.kawara.messaging;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelEvent.Kind;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** The same writer on behalf of somebody else. */
    public RegistryWriter as(String other) {
        return new RegistryWriter(bootstrapServers, topics, other);
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
                                event(Kind.PUBLISHED, model, Grounds.of(null))));
            }
            if (!present.get().sha256().equals(model.sha256())) {
                throw new IllegalArgumentException(model.name() + "@" + model.version()
                        + " is already published with another file: publish this one as version "
                        + (registry.versions(model.name()).lastKey() + 1) + ".");
            }
            return new Change<>(model, List.of());
        });
    }

    /**
     * Lets a published version stand against the champion. It serves only once it is promoted, and takes the place of whoever stood there.
     *
     * @param shadow whether it answers the live stream meanwhile, without its votes being counted
     */
    public Challenger challenge(String model, int version, boolean shadow, Grounds grounds) {
        return change(registry -> {
            var published = published(registry, model, version);
            if (registry.champion(model).filter(c -> c.version() == version).isPresent()) {
                throw new IllegalArgumentException(model + "@" + version + " serves: it cannot challenge itself.");
            }
            var current = registry.challenger(model);
            if (current.filter(c -> c.version() == version && c.shadow() == shadow).isPresent()) {
                return new Change<>(current.get(), List.of());
            }
            var challenger = new Challenger(model, version, shadow, Instant.now(), by);
            return new Change<>(
                    challenger,
                    List.of(
                            record(RegistryKey.challenger(model), challenger),
                            event(Kind.CHALLENGED, published, grounds)));
        });
    }

    /** The challenger stands down; nothing happens where there is none. */
    public void dismiss(String model, String reason) {
        change(registry -> {
            var challenging = registry.challenging(model);
            return new Change<>(
                    model,
                    challenging
                            .map(version -> List.of(
                                    record(RegistryKey.challenger(model), null),
                                    event(Kind.DISMISSED, version, Grounds.of(reason))))
                            .orElse(List.of()));
        });
    }

    /** Keeps on record that a published version may not serve. Changes nothing else. */
    public void refuse(String model, int version, Grounds grounds) {
        change(registry -> new Change<>(
                model, List.of(event(Kind.REFUSED, published(registry, model, version), grounds))));
    }

    /** Lets a published version serve. */
    public Champion promote(String model, int version, String reason) {
        return promoteOn(model, version, Grounds.of(reason));
    }

    /** Lets a published version serve. If it was the challenger, it is no longer. */
    public Champion promoteOn(String model, int version, Grounds grounds) {
        return change(registry -> serve(registry, Kind.PROMOTED, model, version, grounds));
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
            return serve(
                    registry, Kind.ROLLED_BACK, model, to == null ? champion.previous() : to, Grounds.of(reason));
        });
    }

    /** Puts a pipeline in the place of the one of its name. */
    public void put(Pipeline pipeline) {
        change(registry -> new Change<>(pipeline, List.of(record(RegistryKey.pipeline(pipeline.name()), pipeline))));
    }

    private Change<Champion> serve(Registry registry, Kind kind, String model, int version, Grounds grounds) {
        var published = published(registry, model, version);
        var current = registry.champion(model);
        if (current.isPresent() && current.get().version() == version) {
            return new Change<>(current.get(), List.of());
        }
        var champion =
                new Champion(model, version, current.map(Champion::version).orElse(null), Instant.now(), by);
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        records.add(record(RegistryKey.champion(model), champion));
        if (registry.challenger(model).filter(c -> c.version() == version).isPresent()) {
            records.add(record(RegistryKey.challenger(model), null));
        }
        records.add(event(kind, published, grounds));
        return new Change<>(champion, records);
    }

    private static ModelVersion published(Registry registry, String model, int version) {
        return registry.model(model, version)
                .orElseThrow(() -> new IllegalArgumentException(
                        registry.versions(model).isEmpty()
                                ? "There is no model " + model + "."
                                : "There is no " + model + "@" + version + ", only versions "
                                        + registry.versions(model).keySet() + "."));
    }

    /** @param value null takes the key out */
    private ProducerRecord<String, byte[]> record(String key, Object value) {
        return new ProducerRecord<>(topics.registry(), 0, key, value == null ? null : Json.write(value));
    }

    private ProducerRecord<String, byte[]> event(Kind kind, ModelVersion version, Grounds grounds) {
        var metrics = grounds.metrics().isEmpty() ? version.metrics() : grounds.metrics();
        var event = new ModelEvent(
                kind,
                version.name(),
                version.version(),
                Instant.now(),
                by,
                grounds.reason(),
                metrics,
                grounds.checks());
        return new ProducerRecord<>(topics.modelEvents(), 0, version.name(), Json.write(event));
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
