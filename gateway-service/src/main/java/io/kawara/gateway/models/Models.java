package io.kawara.gateway.models;

import io.kawara.contracts.Challenger;
import io.kawara.contracts.Champion;
import io.kawara.contracts.Topics;
import io.kawara.gateway.intake.Refusal;
import io.kawara.gateway.intake.Refusal.Kind;
import io.kawara.messaging.Agreements;
import io.kawara.messaging.Grounds;
import io.kawara.messaging.ModelHistory;
import io.kawara.messaging.Registry;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** What the registry says of models, and how somebody at the gateway changes it. Thread-safe. */
public final class Models {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOBODY = "gateway";

    private final String bootstrapServers;
    private final Topics topics;
    private final RegistryKeys keys;
    private final Supplier<Registry> registry;
    private final RegistryWriter writer;

    public Models(String bootstrapServers, Topics topics, RegistryKeys keys, Supplier<Registry> registry) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.keys = keys;
        this.registry = registry;
        this.writer = new RegistryWriter(bootstrapServers, topics, NOBODY, keys);
    }

    /** Who served at a time, and what had happened until then; of one model or of all. */
    public ModelHistory history(Instant at, String model) {
        ModelHistory whole = asked(() -> ModelHistory.read(bootstrapServers, topics, keys.trusted(), PATIENCE));
        ModelHistory until = whole.until(at);
        return model == null ? until : until.of(model);
    }

    /** How often a model's challengers in shadow said the same as its champions. */
    public List<Agreements.Pair> agreements(String model) {
        return asked(() -> Agreements.read(bootstrapServers, topics, model, PATIENCE));
    }

    /** The time in a request, RFC 3339; now where there is none. */
    public static Instant time(String text) {
        try {
            return text == null || text.isBlank()
                    ? Instant.now()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.badRequest("'at' is not a time as RFC 3339 writes it: " + text);
        }
    }

    public Champion promote(String model, Integer version, String reason, String by) {
        return changed(model, by, as -> as.promote(model, required(version), reason));
    }

    /**
     * Lets a former version serve again.
     *
     * @param to null: the version that served before
     */
    public Champion rollback(String model, Integer to, String reason, String by) {
        return changed(model, by, as -> as.rollback(model, to, reason));
    }

    public Challenger challenge(String model, Integer version, boolean shadow, String reason, String by) {
        return changed(model, by, as -> as.challenge(model, required(version), shadow, Grounds.of(reason)));
    }

    /** The challenger stands down. */
    public void dismiss(String model, String reason, String by) {
        changed(model, by, as -> {
            as.dismiss(model, reason);
            return model;
        });
    }

    /** Refuses a model that was never published. */
    public void requireKnown(String model) {
        if (registry.get().versions(model).isEmpty()) {
            throw Refusal.notFound("There is no model " + model);
        }
    }

    private static int required(Integer version) {
        if (version == null) {
            throw Refusal.badRequest("'version' must say which one");
        }
        return version;
    }

    private <T> T changed(String model, String by, Function<RegistryWriter, T> change) {
        requireKnown(model);
        if (!keys.canSign()) {
            throw Refusal.of(
                    Kind.NO_KEY,
                    "The registry is signed, and this gateway has no key (kawara.signing-key): use ./kawara models where"
                            + " the key is.");
        }
        return asked(() -> change.apply(by == null || by.isBlank() ? writer : writer.as(by)));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException e) {
            throw Refusal.of(Kind.CONFLICT, e.getMessage());
        } catch (IllegalStateException e) {
            throw Refusal.of(Kind.NO_KEY, e.getMessage());
        } catch (KafkaException e) {
            throw Refusal.unavailable("Kafka does not answer: " + e.getMessage());
        }
    }
}
