package io.kawara.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends image files straight to Kafka, as any producer may. */
final class Submitter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final String pipeline;
    private final String text;

    /** @param pipeline and {@code text} go into the headers of every image; null leaves them out */
    Submitter(String bootstrapServers, Topics topics, String pipeline, String text) {
        this.topics = topics;
        this.pipeline = pipeline;
        this.text = text;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Broker.LARGEST_RECORD,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        3L * Broker.LARGEST_RECORD,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        30_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        60_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Sends a file; waits only where too much is on its way already.
     *
     * @param sent is told, on another thread, the submission, or null and what went wrong
     */
    void send(Path file, BiConsumer<Submission, Exception> sent) throws IOException {
        var record = new ProducerRecord<byte[], byte[]>(topics.images(), Files.readAllBytes(file));
        if (pipeline != null) {
            record.headers().add(Headers.PIPELINE, pipeline.getBytes(UTF_8));
        }
        if (text != null) {
            record.headers().add(Headers.TEXT, text.getBytes(UTF_8));
        }
        var unused = producer.send(
                record,
                (at, error) -> sent.accept(error == null ? new Submission(at.partition(), at.offset()) : null, error));
    }

    /** Returns when everything that was sent has been acknowledged or has failed. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
