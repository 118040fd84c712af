package io.kawara.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Agreement;
import io.kawara.contracts.Topics;
import io.kawara.messaging.Agreements;
import io.kawara.messaging.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AgreementsTest {
    private static final Topics TOPICS = new Topics("");

    @TempDir
    Path folder;

    @Test
    void sumsTheLastTallyOfEachLane() throws Exception {
        try (var broker = Broker.start(folder)) {
            String servers = broker.bootstrapServers();
            try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                new TopicSetup(TOPICS, 2).createMissing(admin);
            }
            try (var producer = new KafkaProducer<>(
                    Map.<String, Object>of("bootstrap.servers", servers),
                    new StringSerializer(),
                    new ByteArraySerializer())) {
                send(producer, tally("m", 1, 2, 0, 10, 9));
                send(producer, tally("m", 1, 2, 0, 20, 15));
                send(producer, tally("m", 1, 2, 1, 5, 5));
                send(producer, tally("m", 2, 3, 0, 4, 1));
                send(producer, tally("other", 1, 2, 0, 7, 7));
                producer.send(new ProducerRecord<>(TOPICS.agreements(), 0, "x", new byte[] {1}))
                        .get();
            }

            assertThat(Agreements.read(servers, TOPICS, "m", Duration.ofSeconds(30)))
                    .containsExactly(new Agreements.Pair(1, 2, 25, 20), new Agreements.Pair(2, 3, 4, 1));
            assertThat(Agreements.read(servers, TOPICS, "unknown", Duration.ofSeconds(30)))
                    .isEmpty();
        }
    }

    private static Agreement tally(String model, int champion, int challenger, int lane, long answers, long agreed) {
        return new Agreement(model, champion, challenger, lane, answers, agreed, Instant.EPOCH);
    }

    private static void send(KafkaProducer<String, byte[]> producer, Agreement tally) throws Exception {
        producer.send(new ProducerRecord<>(TOPICS.agreements(), 0, tally.key(), Json.write(tally)))
                .get();
    }
}
