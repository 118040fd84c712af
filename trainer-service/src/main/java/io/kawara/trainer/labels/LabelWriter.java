package io.kawara.trainer.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import io.kawara.contracts.Topics;
import io.kawara.messaging.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts labels and rulings on their topic, and returns when they lie there. Thread-safe. */
public final class LabelWriter {
    private final Producer<byte[], byte[]> producer;
    private final String topic;

    public LabelWriter(Producer<byte[], byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topic = topics.labels();
    }

    /**
     * Writes labels.
     *
     * @throws KafkaException if one was not taken; others may have been
     */
    public void write(Collection<Label> labels) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        labels.forEach(label -> sent.add(send(label.id(), Label.TYPE, label.at(), label)));
        sent.forEach(this::await);
    }

    /** Writes a ruling. */
    public void write(Ruling ruling) {
        await(send(ruling.id(), Ruling.TYPE, ruling.at(), ruling));
    }

    private Future<RecordMetadata> send(String id, String type, Instant at, Object message) {
        var headers = new RecordHeaders()
                .add(Headers.ID, id.getBytes(UTF_8))
                .add(Headers.TYPE, type.getBytes(UTF_8))
                .add(Headers.SOURCE, "trainer-service".getBytes(UTF_8))
                .add(Headers.TIME, at.toString().getBytes(UTF_8));
        return producer.send(new ProducerRecord<>(topic, null, id.getBytes(UTF_8), Json.write(message), headers));
    }

    private void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "a record for " + topic + " was not taken: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
