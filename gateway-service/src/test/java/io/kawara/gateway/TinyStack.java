package io.kawara.gateway;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Missing;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.contracts.Vote;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The smallest stack there can be behind a gateway: {@code images} in, {@code results} out.
 *
 * <p>Pipeline {@code default} answers at once, {@code late} answers partially at the deadline, {@code never} does not answer.
 */
final class TinyStack implements AutoCloseable {
    private record Due(Instant at, ProducerRecord<byte[], byte[]> result) {}

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> images;
    private final KafkaProducer<byte[], byte[]> results;
    private final PriorityQueue<Due> due = new PriorityQueue<>(java.util.Comparator.comparing(Due::at));
    private final Thread thread = new Thread(this::run, "tiny-stack");

    TinyStack(String bootstrapServers, Topics topics) {
        this.topics = topics;
        this.images = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.results = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var lanes = images.partitionsFor(topics.images()).stream()
                .map(lane -> new TopicPartition(lane.topic(), lane.partition()))
                .toList();
        images.assign(lanes);
        images.seekToBeginning(lanes);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                for (var image : images.poll(Duration.ofMillis(20))) {
                    answer(image);
                }
                while (!due.isEmpty() && due.peek().at().isBefore(Instant.now())) {
                    var unused = results.send(due.poll().result());
                }
            }
        } catch (WakeupException e) {
            images.close();
            results.close();
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> image) {
        String pipeline = Wire.pipeline(image.headers());
        if (pipeline.equals("never")) {
            return;
        }
        boolean late = pipeline.equals("late");
        Submission submission = Wire.submission(image);
        String id = Wire.header(image.headers(), Headers.ID).orElse(submission.toString());
        Instant deadline = Wire.header(image.headers(), Headers.EXPIRY_TIME)
                .map(Instant::parse)
                .orElse(null);
        Result result = new Result(
                id,
                submission,
                pipeline,
                late ? Status.PARTIAL : Status.COMPLETE,
                "slip",
                0.9,
                List.of(new ScoredLabel("slip", 0.9), new ScoredLabel("other", 0.1)),
                null,
                Wire.header(image.headers(), Headers.TEXT).orElse(null),
                null,
                null,
                null,
                null,
                List.of(new Vote("slips-image", 1, Outcome.OK, null, 1, List.of(new ScoredLabel("slip", 0.9)), 3.0)),
                late ? List.of(new Missing("slips-text", "deadline")) : null,
                null,
                Instant.ofEpochMilli(image.timestamp()),
                Instant.now());
        due.add(new Due(
                late && deadline != null ? deadline : Instant.now(),
                new ProducerRecord<>(
                        topics.results(),
                        image.partition(),
                        id.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Json.write(result))));
    }

    @Override
    public void close() {
        images.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
