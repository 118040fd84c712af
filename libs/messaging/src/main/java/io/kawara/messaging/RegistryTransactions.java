package io.kawara.messaging;

import io.kawara.contracts.Topics;
import io.kawara.messaging.trust.RegistryKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Changes of the registry, each one Kafka transaction that is decided on the registry as it then is, and signed: of two writers at once one is fenced
 * off and decides again, so that serials only rise.
 */
final class RegistryTransactions {
    private static final int ATTEMPTS = 12;
    private static final int STEP_ASIDE_MILLIS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrapServers;
    private final Topics topics;
    private final RegistryKeys keys;

    RegistryTransactions(String bootstrapServers, Topics topics, RegistryKeys keys) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.keys = keys;
    }

    /** One change: the records it writes and what it hands back. */
    record Change<T>(T result, List<ProducerRecord<String, byte[]>> records) {}

    RegistryLedger read() {
        return RegistryFollower.read(bootstrapServers, topics.registry(), keys.trusted(), PATIENCE);
    }

    <T> T change(Function<RegistryLedger, Change<T>> decision) {
        for (int attempt = 1; ; attempt++) {
            try (var producer = open()) {
                producer.initTransactions(); // from here on whoever began before is fenced off
                RegistryLedger ledger = read();
                Change<T> change = decision.apply(ledger);
                if (!change.records().isEmpty()) {
                    requireBelieved(ledger);
                    producer.beginTransaction();
                    for (var record : signed(change.records(), ledger)) {
                        var unused = producer.send(record); // the commit throws what a send ran into
                    }
                    producer.commitTransaction();
                }
                return change.result();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                if (attempt == ATTEMPTS) {
                    throw new KafkaException("Too many others write to the registry at the same time.", e);
                }
                stepAside(attempt);
            }
        }
    }

    /** Without it, writers that begin at the same time fence each other off for ever. */
    private static void stepAside(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(attempt * STEP_ASIDE_MILLIS));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** What nobody would believe is not written. */
    private void requireBelieved(RegistryLedger ledger) {
        if (!keys.canSign() || (keys.signing() == null && ledger.verifier().isSigned())) {
            throw new IllegalStateException(
                    "The registry is signed, and there is no key here to sign with: ./kawara up makes one in"
                            + " .kawara/keys; elsewhere kawara.signing-key names its file.");
        }
    }

    /** Events go first: the registry's serials, from which the next ones are counted, are then the highest. */
    private List<ProducerRecord<String, byte[]>> signed(
            List<ProducerRecord<String, byte[]>> records, RegistryLedger ledger) {
        var ordered = new ArrayList<>(records);
        ordered.sort(Comparator.comparing(record -> record.topic().equals(topics.registry())));
        keys.sign(ordered, ledger.verifier().serial() + 1);
        return ordered;
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
