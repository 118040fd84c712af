package io.kawara.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Submission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts images on {@code images}. Safe for many threads; a send may block for two seconds while Kafka is away.
 *
 * <p>Where Kafka does not take an image in time, it is a {@link Refusal}; the image may have been taken all the same, as with any network.
 */
public final class ImageSender implements AutoCloseable {
    private final String bootstrapServers;
    private final String topic;
    private final int largest;
    private final Clock clock;
    private KafkaProducer<String, byte[]> producer;

    /** {@code largest}: the most bytes of an image. */
    public ImageSender(String bootstrapServers, String topic, int largest, Clock clock) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.largest = largest;
        this.clock = clock;
    }

    public int largest() {
        return largest;
    }

    /** Sends one of the upload's images; completes when Kafka has it. */
    public CompletionStage<Submission> send(String id, byte[] image, Upload upload) {
        CompletableFuture<Submission> sent = new CompletableFuture<>();
        try {
            var record = new ProducerRecord<>(topic, null, id, image, headers(id, upload));
            Future<RecordMetadata> unused = producer().send(record, (metadata, error) -> {
                if (error == null) {
                    sent.complete(new Submission(metadata.partition(), metadata.offset()));
                } else {
                    sent.completeExceptionally(refusal(error));
                }
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(refusal(e));
        }
        return sent;
    }

    private RecordHeaders headers(String id, Upload upload) {
        Instant now = clock.instant();
        RecordHeaders headers = new RecordHeaders();
        add(headers, Headers.ID, id);
        add(headers, Headers.SOURCE, "kawara/gateway");
        add(headers, Headers.TYPE, "io.kawara.image.submitted");
        add(headers, Headers.TIME, now.toString());
        if (!upload.patience().isZero()) {
            add(headers, Headers.EXPIRY_TIME, now.plus(upload.patience()).toString());
        }
        add(headers, Headers.PIPELINE, upload.pipeline());
        add(headers, Headers.TEXT, upload.text());
        add(headers, Headers.TRACE_PARENT, upload.traceParent());
        return headers;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }

    private static Refusal refusal(Exception error) {
        return error instanceof RecordTooLargeException
                ? Refusal.of(Refusal.Kind.TOO_LARGE, "Kafka takes no image of this size: " + error.getMessage())
                : Refusal.unavailable("Kafka did not take the image: " + error.getMessage());
    }

    /** Made when it is first needed: making one fails while the name of no Kafka server can be resolved. */
    private synchronized KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.CLIENT_ID_CONFIG,
                            "gateway-images",
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.LINGER_MS_CONFIG,
                            0,
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            largest + 1024 * 1024,
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            2L * largest,
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
