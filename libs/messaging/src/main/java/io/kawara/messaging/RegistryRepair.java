package io.kawara.messaging;

import io.kawara.contracts.ModelEvent;
import io.kawara.contracts.ModelEvent.Kind;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts right what refused records have done. A follower does not believe them, but compaction keeps the newest record of a key, whoever wrote it: sooner or
 * later the one that is believed would be gone. So it is written again.
 */
final class RegistryRepair {
    private final Topics topics;
    private final String by;

    RegistryRepair(Topics topics, String by) {
        this.topics = topics;
        this.by = by;
    }

    /** Refused records in the place of something that is believed. */
    List<RefusedRecord> displacing(RegistryLedger ledger) {
        return ledger.displacing().values().stream()
                .filter(refused -> ledger.values().containsKey(refused.key()))
                .toList();
    }

    /** Every refused record whose key says nothing else. */
    List<RefusedRecord> all(RegistryLedger ledger) {
        return List.copyOf(ledger.displacing().values());
    }

    /** What was believed again, or a deletion where there was nothing; and the events. */
    List<ProducerRecord<String, byte[]>> records(List<RefusedRecord> refused, RegistryLedger ledger) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        for (RefusedRecord one : refused) {
            var event = new ModelEvent(
                    Kind.REFUSED,
                    model(one.key()),
                    version(one.key()),
                    Instant.now(),
                    by,
                    "a record of " + one.key() + ": " + one.reason(),
                    null,
                    null);
            records.add(new ProducerRecord<>(topics.modelEvents(), 0, event.model(), Json.write(event)));
            records.add(new ProducerRecord<>(
                    topics.registry(), 0, one.key(), ledger.values().get(one.key())));
        }
        return records;
    }

    /** The model that a key speaks of; the key itself where it speaks of none. */
    private static String model(String key) {
        return Stream.of(RegistryKey.MODEL, RegistryKey.ALIAS)
                .filter(key::startsWith)
                .map(prefix -> key.substring(prefix.length()))
                .filter(rest -> rest.lastIndexOf('/') > 0)
                .map(rest -> rest.substring(0, rest.lastIndexOf('/')))
                .findFirst()
                .orElse(key);
    }

    private static int version(String key) {
        String last = key.substring(key.lastIndexOf('/') + 1);
        return key.startsWith(RegistryKey.MODEL) && last.matches("[0-9]{1,9}") ? Integer.parseInt(last) : 0;
    }
}
