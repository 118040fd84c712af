package io.kawara.trainer.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Topics;
import io.kawara.contracts.Vote;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.trainer.data.DataSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Answers rows by sending their images through the running services, as anybody may. */
public final class StackAnswers {
    private static final int LARGEST_RECORD = 32 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrapServers;
    private final Topics topics;
    private final Pipeline pipeline;
    private final IntConsumer progress;

    /** @param progress hears how many rows are answered */
    public StackAnswers(String bootstrapServers, Topics topics, Pipeline pipeline, IntConsumer progress) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.pipeline = pipeline;
        this.progress = progress;
    }

    /** Sends every row and waits for all answers; throws where none comes for minutes. */
    public Answers to(DataSet data) throws IOException, InterruptedException {
        String run = "evaluate-" + UUID.randomUUID() + "-";
        try (var consumer = consumer()) {
            var partitions = consumer.partitionsFor(topics.results()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // now, before the first image is sent
            send(data, run);
            return answers(data, receive(consumer, run, data.size()));
        }
    }

    private void send(DataSet data, String run) throws IOException, InterruptedException {
        var acknowledgements = new ArrayList<Future<RecordMetadata>>();
        try (var producer = producer()) {
            for (int place = 0; place < data.size(); place++) {
                var row = data.rows().get(place);
                if (row.image() == null) {
                    throw new IllegalArgumentException("row " + row.id() + " has no picture to send");
                }
                var image = new ProducerRecord<String, byte[]>(
                        topics.images(), row.image().bytes());
                image.headers().add(Headers.ID, (run + place).getBytes(UTF_8));
                image.headers().add(Headers.PIPELINE, pipeline.name().getBytes(UTF_8));
                if (!row.fields().isEmpty()) {
                    image.headers().add(Headers.TEXT, Json.write(row.fields()));
                }
                acknowledgements.add(producer.send(image));
            }
            producer.flush();
            for (var acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "an image cannot be sent: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private Map<Integer, Result> receive(KafkaConsumer<String, byte[]> consumer, String run, int expected) {
        var results = new HashMap<Integer, Result>();
        long last = System.nanoTime();
        while (results.size() < expected) {
            for (var record : consumer.poll(Duration.ofMillis(500))) {
                var result = result(record.value());
                if (result != null && result.id().startsWith(run)) {
                    results.put(Integer.valueOf(result.id().substring(run.length())), result);
                    progress.accept(results.size());
                    last = System.nanoTime();
                }
            }
            if (System.nanoTime() - last > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "After " + results.size() + " of " + expected + " answers none came for " + PATIENCE.toMinutes()
                                + " minutes: see ./kawara status and ./kawara logs.");
            }
        }
        return results;
    }

    private static Result result(byte[] value) {
        try {
            return Json.read(value, Result.class);
        } catch (InvalidMessage e) {
            return null; // somebody else's bytes
        }
    }

    private Answers answers(DataSet data, Map<Integer, Result> results) {
        Map<String, List<List<ScoredLabel>>> votes = new LinkedHashMap<>();
        pipeline.members().forEach(member -> votes.put(member.model(), new ArrayList<>()));
        var fused = new ArrayList<List<ScoredLabel>>();
        for (int place = 0; place < data.size(); place++) {
            var result = results.get(place);
            fused.add(result.scores());
            votes.forEach((model, rankings) -> rankings.add(ranking(result, model)));
        }
        return new Answers(votes, fused);
    }

    private static List<ScoredLabel> ranking(Result result, String model) {
        return result.votes().stream()
                .filter(vote -> model.equals(vote.model()) && vote.outcome() == Outcome.OK)
                .map(Vote::scores)
                .findFirst()
                .orElse(List.of());
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD,
                        ProducerConfig.BUFFER_MEMORY_CONFIG, 3L * LARGEST_RECORD),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
