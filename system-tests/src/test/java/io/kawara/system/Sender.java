package io.kawara.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Submission;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends as any producer would. */
final class Sender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    Sender(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.request.size",
                        32 << 20,
                        "delivery.timeout.ms",
                        180_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Submission image(byte[] image) throws Exception {
        return image(image, Map.of());
    }

    Submission image(byte[] image, Map<String, String> headers) throws Exception {
        var record = new ProducerRecord<byte[], byte[]>("images", image);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        RecordMetadata sent = producer.send(record).get(2, TimeUnit.MINUTES);
        return new Submission(sent.partition(), sent.offset());
    }

    /** Under a key of its own: compacted topics take nothing without one. */
    void raw(String topic, int partition, byte[] value) throws Exception {
        byte[] key = UUID.randomUUID().toString().getBytes(UTF_8);
        producer.send(new ProducerRecord<>(topic, partition, key, value)).get(1, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        producer.close();
    }
}
