package io.kawara.gateway.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Label;
import io.kawara.gateway.intake.Refusal;
import io.kawara.messaging.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts labels on {@code labels}, each under its id. Safe for many threads; a send may block for two seconds while Kafka is away.
 *
 * <p>Where Kafka does not take a label in time, it is a {@link Refusal}; the label may have been taken all the same: the same id again is the same label.
 */
public final class LabelSender implements AutoCloseable {
    private static final int LARGEST = 8 << 20; // a page of twenty thousand characters is two

    private final String bootstrapServers;
    private final String topic;
    private KafkaProducer<String, byte[]> producer;

    public LabelSender(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /** Completes when Kafka has it. */
    CompletionStage<Void> send(Label label) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        var record = new ProducerRecord<>(topic, label.id(), Json.write(label));
        record.headers()
                .add(Headers.ID, label.id().getBytes(UTF_8))
                .add(Headers.SOURCE, "kawara/gateway".getBytes(UTF_8))
                .add(Headers.TYPE, Label.TYPE.getBytes(UTF_8))
                .add(Headers.TIME, label.at().toString().getBytes(UTF_8));
        try {
            Future<RecordMetadata> unused = producer().send(record, (metadata, error) -> {
                if (error == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(refusal(error));
                }
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(refusal(e));
        }
        return sent;
    }

    private static Refusal refusal(Exception error) {
        return Refusal.unavailable("Kafka did not take the label: " + error.getMessage());
    }

    /** Made when it is first needed: making one fails while the name of no Kafka server can be resolved. */
    private synchronized KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.CLIENT_ID_CONFIG,
                            "gateway-labels",
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.LINGER_MS_CONFIG,
                            0,
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            LARGEST,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            (int) Duration.ofSeconds(2).toMillis(),
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            (int) Duration.ofSeconds(5).toMillis(),
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            (int) Duration.ofSeconds(10).toMillis()),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
