package io.kawara.messaging;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelEvent.Kind;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Topics;
import io.kawara.messaging.RegistryTransactions.Change;
import io.kawara.messaging.trust.RegistryKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Changes the registry: publishes models, lets a version serve, puts pipelines.
 *
 * <p>Every change is one Kafka transaction of the registry's record and its {@link ModelEvent}, decided on the registry as it then is: of two
 * writers at once one is fenced off and decides again. Throws {@link KafkaException} where Kafka cannot be reached in time, and {@link
 * IllegalStateException} where the registry is signed and this writer has no key.
 */
public final class RegistryWriter {
    private final RegistryTransactions transactions;
    private final RegistryRepair repair;
    private final Topics topics;
    private final String by;

    /**
     * A writer to a registry where nothing is signed.
     *
     * @param by who is named in what is written, e.g. {@code trainer}
     */
    public RegistryWriter(String bootstrapServers, Topics topics, String by) {
        this(bootstrapServers, topics, by, RegistryKeys.NONE);
    }

    /** @param keys whose records are believed, and by what those that are written are signed */
    public RegistryWriter(String bootstrapServers, Topics topics, String by, RegistryKeys keys) {
        this(new RegistryTransactions(bootstrapServers, topics, keys), topics, by);
    }

    private RegistryWriter(RegistryTransactions transactions, Topics topics, String by) {
        this.transactions = transactions;
        this.repair = new RegistryRepair(topics, by);
        this.topics = topics;
        this.by = by;
    }

    /** The same writer on behalf of somebody else. */
    public RegistryWriter as(String other) {
        return new RegistryWriter(transactions, topics, other);
    }

    /** The registry as it is now. */
    public Registry read() {
        return transactions.read().registry();
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
            if (current.filter(c -> c.version() == version && c.shadow() == shadow)
                    .isPresent()) {
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
        change(registry ->
                new Change<>(model, List.of(event(Kind.REFUSED, published(registry, model, version), grounds))));
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
            return serve(registry, Kind.ROLLED_BACK, model, to == null ? champion.previous() : to, Grounds.of(reason));
        });
    }

    /**
     * Puts back what records that are not believed have displaced, and takes those out that stand where nothing was: for whoever owns the keys. Each is
     * kept on record as refused.
     *
     * @return what was put right
     */
    public List<RefusedRecord> heal() {
        return transactions.change(ledger -> {
            var refused = repair.all(ledger);
            return new Change<>(refused, repair.records(refused, ledger));
        });
    }

    /**
     * Signs whatever the registry says, by whomever it was written: once, when its first key is made.
     *
     * @return how many records that were
     */
    public int signAll() {
        return transactions.change(ledger -> {
            var records = new ArrayList<ProducerRecord<String, byte[]>>();
            ledger.values()
                    .forEach((key, value) -> records.add(new ProducerRecord<>(topics.registry(), 0, key, value)));
            return new Change<>(records.size(), records);
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

    /** A decision, and with it whatever was displaced since the last one. */
    private <T> T change(Function<Registry, Change<T>> decision) {
        return transactions.change(ledger -> {
            Change<T> change = decision.apply(ledger.registry());
            var records = new ArrayList<>(repair.records(repair.displacing(ledger), ledger));
            records.addAll(change.records());
            return new Change<>(change.result(), records);
        });
    }
}
