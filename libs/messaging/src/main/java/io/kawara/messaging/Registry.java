package io.kawara.messaging;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the registry topic says at one moment: pipelines, published models, and which version of each serves or would. Immutable. */
public final class Registry {
    public static final Registry EMPTY =
            new Registry(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private final SortedMap<String, Pipeline> pipelines;
    private final SortedMap<String, ModelVersion> models;
    private final SortedMap<String, Champion> champions;
    private final SortedMap<String, Challenger> challengers;

    private Registry(
            SortedMap<String, Pipeline> pipelines,
            SortedMap<String, ModelVersion> models,
            SortedMap<String, Champion> champions,
            SortedMap<String, Challenger> challengers) {
        this.pipelines = pipelines;
        this.models = models;
        this.champions = champions;
        this.challengers = challengers;
    }

    public Collection<Pipeline> pipelines() {
        return java.util.Collections.unmodifiableCollection(pipelines.values());
    }

    public Optional<Pipeline> pipeline(String name) {
        return Optional.ofNullable(pipelines.get(name));
    }

    /** Every published version of every model, by name and version. */
    public Collection<ModelVersion> models() {
        return java.util.Collections.unmodifiableCollection(models.values());
    }

    public Optional<ModelVersion> model(String name, int version) {
        return Optional.ofNullable(models.get(RegistryKey.model(name, version)));
    }

    /** The versions of one model, oldest first. */
    public NavigableMap<Integer, ModelVersion> versions(String name) {
        NavigableMap<Integer, ModelVersion> versions = new TreeMap<>();
        models.values().stream()
                .filter(model -> model.name().equals(name))
                .forEach(model -> versions.put(model.version(), model));
        return versions;
    }

    public Optional<Champion> champion(String name) {
        return Optional.ofNullable(champions.get(RegistryKey.champion(name)));
    }

    /** The version that serves. */
    public Optional<ModelVersion> serving(String name) {
        return champion(name).flatMap(champion -> model(name, champion.version()));
    }

    public Optional<Challenger> challenger(String name) {
        return Optional.ofNullable(challengers.get(RegistryKey.challenger(name)));
    }

    /** The version that would take the champion's place. */
    public Optional<ModelVersion> challenging(String name) {
        return challenger(name).flatMap(challenger -> model(name, challenger.version()));
    }

    /**
     * This registry with one record of the topic applied; no value takes the key out.
     *
     * @throws InvalidMessage if key or value is nothing a registry holds
     */
    public Registry with(String key, byte[] value) throws InvalidMessage {
        if (key == null) {
            throw new InvalidMessage("a registry record without a key");
        }
        if (key.startsWith(RegistryKey.PIPELINE)) {
            return new Registry(
                    changed(pipelines, key.substring(RegistryKey.PIPELINE.length()), value, Pipeline.class),
                    models,
                    champions,
                    challengers);
        }
        if (key.startsWith(RegistryKey.MODEL)) {
            return new Registry(pipelines, changed(models, key, value, ModelVersion.class), champions, challengers);
        }
        if (key.startsWith(RegistryKey.ALIAS)) {
            return RegistryKey.isChallenger(key)
                    ? new Registry(pipelines, models, champions, changed(challengers, key, value, Challenger.class))
                    : new Registry(pipelines, models, changed(champions, key, value, Champion.class), challengers);
        }
        throw new InvalidMessage("a registry key that is neither pipeline/, model/ nor alias/: " + key);
    }

    private static <T> SortedMap<String, T> changed(SortedMap<String, T> map, String key, byte[] value, Class<T> type)
            throws InvalidMessage {
        SortedMap<String, T> copy = new TreeMap<>(map);
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, Json.read(value, type));
        }
        return copy;
    }
}
