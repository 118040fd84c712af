package io.kawara.messaging.trust;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks at the records of one topic in their order, and refuses those that nobody trusted has written, and those that come again.
 *
 * <p>Each writer gives its records serials above all that it finds, so along the topic serials only rise, also when compaction has taken records out: a
 * record with a lower one was there before. Not thread-safe.
 */
public final class RecordVerifier {
    private final TrustedKeys keys;
    private long serial;
    private boolean signed;

    public RecordVerifier(TrustedKeys keys) {
        this.keys = keys;
    }

    /** Why the record must not be believed; empty where it may. */
    public Optional<String> refuse(ConsumerRecord<String, byte[]> record) {
        Optional<RecordSignature> signature = RecordSignature.of(record);
        signed |= signature.isPresent();
        if (keys.isEverybody()) {
            signature.ifPresent(unverified -> serial = Math.max(serial, unverified.serial()));
            return Optional.empty();
        }
        Optional<String> reason = signature
                .map(given -> reason(record, given))
                .orElse(Optional.of(
                        record.headers().lastHeader(RecordSignature.HEADER) == null
                                ? "it is not signed"
                                : "its signature cannot be read"));
        if (reason.isEmpty()) {
            serial = signature.get().serial();
        }
        return reason;
    }

    private Optional<String> reason(ConsumerRecord<String, byte[]> record, RecordSignature given) {
        if (!keys.knows(given.keyId())) {
            return Optional.of("the key " + given.keyId() + " that signed it is not trusted");
        }
        if (!given.fits(record, keys)) {
            return Optional.of("its signature does not fit: it was changed");
        }
        if (given.serial() <= serial) {
            return Optional.of("it was written before: its serial " + given.serial() + " is not above " + serial);
        }
        return Optional.empty();
    }

    /** The highest serial that was believed. */
    public long serial() {
        return serial;
    }

    /** Whether any record bears a signature, believed or not. */
    public boolean isSigned() {
        return signed;
    }
}
