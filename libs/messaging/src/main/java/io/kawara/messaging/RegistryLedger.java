package io.kawara.messaging;

import io.kawara.messaging.trust.RecordVerifier;
import io.kawara.messaging.trust.TrustedKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** The registry as its topic's records make it, one after the other. What is not believed changes nothing. Not thread-safe. */
final class RegistryLedger {
    private static final Logger LOG = Logger.getLogger(RegistryLedger.class);

    /** Whoever floods the topic does not fill the log and the memory as well. */
    private static final int MOST_SAID = 1000;

    private final RecordVerifier verifier;
    private final Map<String, byte[]> values = new LinkedHashMap<>();
    private final Map<String, RefusedRecord> displacing = new LinkedHashMap<>();
    private Registry registry = Registry.EMPTY;
    private int refusals;

    RegistryLedger(TrustedKeys trusted) {
        this.verifier = new RecordVerifier(trusted);
    }

    /** Applies a record, or says why it is not believed; each is said once in the log. */
    Optional<RefusedRecord> apply(ConsumerRecord<String, byte[]> record) {
        Optional<RefusedRecord> refused =
                verifier.refuse(record).map(reason -> new RefusedRecord(record.offset(), record.key(), reason));
        if (refused.isPresent()) {
            if (++refusals <= MOST_SAID) {
                LOG.errorf(
                        "Refused a record of %s: %s. key=%s offset=%d%s",
                        record.topic(),
                        refused.get().reason(),
                        record.key(),
                        record.offset(),
                        refusals == MOST_SAID ? " Others are not told of." : "");
                displacing.put(String.valueOf(record.key()), refused.get());
            }
            return refused;
        }
        displacing.remove(String.valueOf(record.key()));
        try {
            registry = registry.with(record.key(), record.value());
            if (record.value() == null) {
                values.remove(record.key());
            } else {
                values.put(record.key(), record.value());
            }
        } catch (InvalidMessage e) {
            LOG.errorf(
                    "Passed over a record of %s that is no registry record. offset=%d cause=%s",
                    record.topic(), record.offset(), e.getMessage());
        }
        return Optional.empty();
    }

    Registry registry() {
        return registry;
    }

    /** What each key says, as it was written. */
    Map<String, byte[]> values() {
        return Map.copyOf(values);
    }

    /** The keys whose newest record is a refused one: compaction would keep it, and throw away the one that is believed. */
    Map<String, RefusedRecord> displacing() {
        return Map.copyOf(displacing);
    }

    RecordVerifier verifier() {
        return verifier;
    }
}
