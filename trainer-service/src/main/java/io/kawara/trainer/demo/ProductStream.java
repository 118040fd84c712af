package io.kawara.trainer.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.trainer.data.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Streams products as images with their titles, and waits for every answer. */
final class ProductStream {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String servers;
    private final Topics topics;

    ProductStream(String servers, Topics topics) {
        this.servers = servers;
        this.topics = topics;
    }

    /**
     * How they were answered.
     *
     * @param failed answers that failed, or lack a member
     * @param last of each lane the answer that came last
     */
    record Answered(int answers, int failed, List<Result> last) {}

    /** @param prefix of the images' ids: a product has another in each pipeline */
    Answered send(List<Row> rows, String pipeline, String prefix) throws IOException, InterruptedException {
        try (var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers, "allow.auto.create.topics", false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            var partitions = consumer.partitionsFor(topics.results()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // now, before the first image is sent
            var awaited = new HashMap<String, Boolean>();
            for (Row row : rows) {
                awaited.put(prefix + row.id(), true);
                var image = new ProducerRecord<String, byte[]>(
                        topics.images(), row.image().bytes());
                image.headers().add(Headers.ID, (prefix + row.id()).getBytes(UTF_8));
                image.headers().add(Headers.PIPELINE, pipeline.getBytes(UTF_8));
                image.headers().add(Headers.TEXT, Json.write(row.fields()));
                producer.send(image).get();
            }
            return receive(consumer, awaited);
        } catch (ExecutionException e) {
            throw new IOException("an image cannot be sent: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static Answered receive(KafkaConsumer<String, byte[]> consumer, Map<String, Boolean> awaited) {
        var last = new HashMap<Integer, Result>();
        int all = awaited.size();
        int failed = 0;
        long heard = System.nanoTime();
        while (!awaited.isEmpty()) {
            for (var record : consumer.poll(Duration.ofMillis(500))) {
                var result = result(record.value());
                if (result != null && awaited.remove(result.id()) != null) {
                    failed += result.status() == Status.COMPLETE ? 0 : 1;
                    last.put(record.partition(), result);
                    heard = System.nanoTime();
                }
            }
            if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                throw new IllegalStateException(awaited.size() + " of " + all + " images were not answered in "
                        + PATIENCE.toMinutes() + " minutes: see ./kawara status and ./kawara logs");
            }
        }
        return new Answered(all, failed, List.copyOf(last.values()));
    }

    private static Result result(byte[] value) {
        try {
            return Json.read(value, Result.class);
        } catch (InvalidMessage e) {
            return null; // somebody else's bytes
        }
    }
}
