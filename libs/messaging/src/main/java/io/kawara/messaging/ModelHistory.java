package io.kawara.messaging;

import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelEvent.Kind;
import io.kawara.contracts.Topics;
import io.kawara.messaging.trust.RecordVerifier;
import io.kawara.messaging.trust.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * What happened to models, oldest first. Immutable.
 *
 * <p>Events that nobody trusted has signed are left out, but for those before the first signed one: they are from before there were keys.
 */
public record ModelHistory(List<ModelEvent> events) {
    private static final Logger LOG = Logger.getLogger(ModelHistory.class);

    public ModelHistory {
        events = List.copyOf(events);
    }

    /** A version that served: since when, and by whose decision. */
    public record Serving(String model, int version, Instant since, String by, String reason) {}

    /**
     * What lies on the topic now.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if it could not be read within {@code patience}
     */
    public static ModelHistory read(String bootstrapServers, Topics topics, TrustedKeys trusted, Duration patience) {
        var verifier = new RecordVerifier(trusted);
        var events = new ArrayList<ModelEvent>();
        WholeTopic.read(bootstrapServers, topics.modelEvents(), patience, record -> take(record, verifier, events));
        return new ModelHistory(events);
    }

    private static void take(ConsumerRecord<String, byte[]> record, RecordVerifier verifier, List<ModelEvent> events) {
        boolean fromBefore = !verifier.isSigned();
        var refused = verifier.refuse(record);
        if (refused.isPresent() && !(fromBefore && !verifier.isSigned())) {
            LOG.warnf("Left out of the history: %s. offset=%d", refused.get(), record.offset());
            return;
        }
        try {
            events.add(Json.read(record.value(), ModelEvent.class));
        } catch (InvalidMessage e) {
            LOG.warnf("Left out of the history: %s. offset=%d", e.getMessage(), record.offset());
        }
    }

    /** The history until then, {@code at} included. */
    public ModelHistory until(Instant at) {
        return new ModelHistory(events.stream()
                .filter(event -> event.at() != null && !event.at().isAfter(at))
                .toList());
    }

    /** The history of one model. */
    public ModelHistory of(String model) {
        return new ModelHistory(events.stream()
                .filter(event -> Objects.equals(event.model(), model))
                .toList());
    }

    /** Which version of each model served at the end of this history, by model. */
    public Collection<Serving> serving() {
        var serving = new TreeMap<String, Serving>();
        for (ModelEvent event : events) {
            if (event.kind() == Kind.PROMOTED || event.kind() == Kind.ROLLED_BACK) {
                serving.put(
                        event.model(),
                        new Serving(event.model(), event.version(), event.at(), event.by(), event.reason()));
            }
        }
        return List.copyOf(serving.values());
    }
}
