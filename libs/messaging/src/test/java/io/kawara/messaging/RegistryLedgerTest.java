package io.kawara.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Champion;
import io.kawara.contracts.RegistryKey;
import io.kawara.messaging.trust.RegistryKeys;
import io.kawara.messaging.trust.SigningKey;
import io.kawara.messaging.trust.TrustedKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What records make of a registry, in the order in which they lie on its topic. */
class RegistryLedgerTest {
    private static final String KEY = RegistryKey.champion("m");

    private final SigningKey signing = SigningKey.generate();
    private final RegistryKeys keys = new RegistryKeys(TrustedKeys.of(signing), signing);
    private final List<ConsumerRecord<String, byte[]>> topic = new ArrayList<>();

    @Test
    void believesWhatATrustedKeySigned() {
        write(KEY, champion(1), 1);
        assertThat(read().registry().champion("m")).map(Champion::version).contains(1);
    }

    @Test
    void refusesWhatIsNotSignedAndKeepsTheStateBefore() {
        write(KEY, champion(1), 1);
        lay(new ProducerRecord<>("registry", 0, KEY, champion(2)));
        assertThat(refusals()).containsExactly("it is not signed");
        assertThat(read().registry().champion("m")).map(Champion::version).contains(1);
    }

    @Test
    void refusesEveryChangedByteOfKeyValueAndSerial() {
        var signed = signed("registry", KEY, champion(1), 7);
        byte[] value = signed.value();
        for (int i = 0; i < value.length; i++) {
            byte[] changed = value.clone();
            changed[i] ^= 1;
            lay(copy(signed, "registry", KEY, changed));
        }
        lay(copy(signed, "registry", RegistryKey.champion("n"), value));
        lay(copy(signed, "registry", KEY, null)); // a deletion with the signature of something else
        lay(copy(signed, "other.registry", KEY, value));
        var later = copy(signed, "registry", KEY, value);
        String header = new String(later.headers().lastHeader("signature").value(), UTF_8);
        later.headers()
                .remove("signature")
                .add("signature", header.replace(" 7 ", " 8 ").getBytes(UTF_8));
        lay(later);

        assertThat(refusals()).hasSize(value.length + 4).containsOnly("its signature does not fit: it was changed");
        assertThat(read().registry().champion("m")).isEmpty();
    }

    @Test
    void refusesAKeyThatNobodyTrusts() {
        var other = SigningKey.generate();
        var record = new ProducerRecord<>("registry", 0, KEY, champion(1));
        new RegistryKeys(TrustedKeys.of(other), other).sign(List.of(record), 1);
        lay(record);
        assertThat(refusals()).containsExactly("the key " + other.id() + " that signed it is not trusted");
    }

    @Test
    void refusesAHeaderThatIsNoSignature() {
        for (String header :
                List.of("", "a b c", signing.id() + " 1 ???", signing.id() + " -1 AAAA", "x".repeat(900))) {
            var record = new ProducerRecord<>("registry", 0, KEY, champion(1));
            record.headers().add("signature", header.getBytes(UTF_8));
            lay(record);
        }
        assertThat(refusals()).hasSize(5).containsOnly("its signature cannot be read");
    }

    @Test
    void refusesAnOlderRecordThatComesAgain() {
        write(KEY, champion(1), 1);
        write(KEY, champion(2), 2);
        lay(copy(topic.get(0), "registry"));
        assertThat(refusals()).containsExactly("it was written before: its serial 1 is not above 2");
        assertThat(read().registry().champion("m")).map(Champion::version).contains(2);
    }

    /** Compaction keeps the last record of each key. */
    @Test
    void whoStartsOnACompactedTopicBelievesWhatIsLeftAndStillRefusesWhatComesAgain() {
        write(KEY, champion(1), 1);
        write(RegistryKey.champion("n"), champion(1), 2);
        write(KEY, champion(2), 3);
        write(KEY, null, 4);
        write(RegistryKey.champion("o"), champion(5), 5);
        var first = topic.get(0);
        topic.remove(3); // the deletion itself goes last of all
        topic.remove(2);
        topic.remove(0);
        assertThat(refusals()).isEmpty();

        lay(copy(first, "registry"));
        assertThat(refusals()).containsExactly("it was written before: its serial 1 is not above 5");
        assertThat(read().registry().champion("m")).isEmpty();
        assertThat(read().registry().champion("o")).isPresent();
    }

    @Test
    void aSignedDeletionTakesTheKeyOut() {
        write(KEY, champion(1), 1);
        write(KEY, null, 2);
        assertThat(read().registry().champion("m")).isEmpty();
    }

    @Test
    void knowsWhatRefusedRecordsWouldDisplaceUntilItIsWrittenAgain() {
        write(KEY, champion(1), 1);
        lay(new ProducerRecord<>("registry", 0, KEY, champion(2)));
        assertThat(read().displacing()).containsOnlyKeys(KEY);

        write(KEY, champion(1), 2);
        assertThat(read().displacing()).isEmpty();
    }

    @Test
    void whoBelievesEverybodyStillSeesThatARegistryIsSigned() {
        write(KEY, champion(1), 41);
        var ledger = new RegistryLedger(TrustedKeys.EVERYBODY);
        topic.forEach(ledger::apply);
        assertThat(ledger.verifier().isSigned()).isTrue();
        assertThat(ledger.verifier().serial()).isEqualTo(41);
        assertThat(ledger.registry().champion("m")).isPresent();
    }

    private RegistryLedger read() {
        var ledger = new RegistryLedger(keys.trusted());
        topic.forEach(ledger::apply);
        return ledger;
    }

    private List<String> refusals() {
        var ledger = new RegistryLedger(keys.trusted());
        return topic.stream()
                .map(ledger::apply)
                .flatMap(Optional::stream)
                .map(RefusedRecord::reason)
                .toList();
    }

    private void write(String key, byte[] value, long serial) {
        lay(signed("registry", key, value, serial));
    }

    private ProducerRecord<String, byte[]> signed(String name, String key, byte[] value, long serial) {
        var record = new ProducerRecord<>(name, 0, key, value);
        keys.sign(List.of(record), serial);
        return record;
    }

    private static ProducerRecord<String, byte[]> copy(
            ProducerRecord<String, byte[]> record, String name, String key, byte[] value) {
        return new ProducerRecord<>(name, 0, null, key, value, record.headers());
    }

    private static ProducerRecord<String, byte[]> copy(ConsumerRecord<String, byte[]> record, String name) {
        return new ProducerRecord<>(name, 0, null, record.key(), record.value(), record.headers());
    }

    private void lay(ProducerRecord<String, byte[]> record) {
        topic.add(new ConsumerRecord<>(
                record.topic(),
                0,
                topic.size(),
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty()));
    }

    private static byte[] champion(int version) {
        return Json.write(new Champion("m", version, null, Instant.EPOCH, "test"));
    }
}
