package io.kawara.trainer.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Cancellation;
import io.kawara.contracts.GateDecision;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingPlan;
import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.Json;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts requests on {@code trainings}, each on the partition where the least waits: those of one partition are trained one after the other. */
public final class TrainingQueue {
    private final String servers;
    private final Topics topics;
    private final Duration patience;

    public TrainingQueue(String servers, Topics topics) {
        this(servers, topics, Duration.ofSeconds(20));
    }

    /** @param patience how long Kafka may be away */
    TrainingQueue(String servers, Topics topics, Duration patience) {
        this.servers = servers;
        this.topics = topics;
        this.patience = patience;
    }

    /** Returns when the request is on the topic. */
    public void add(TrainingRequest request) throws InterruptedException {
        addAll(List.of(request));
    }

    /** Returns when all requests are on the topic. */
    public void addAll(List<TrainingRequest> requests) throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers));
                var producer = producer()) {
            for (var request : requests) {
                send(producer, emptiest(admin), request.id(), TrainingRequest.TYPE, request);
            }
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    /** Puts a plan on the topic; its jobs follow as they become due. */
    public void add(TrainingPlan plan) throws InterruptedException {
        send(plan.id(), TrainingPlan.TYPE, plan);
    }

    /** Takes a training or a plan back. */
    public void cancel(Cancellation cancellation) throws InterruptedException {
        send(cancellation.id(), Cancellation.TYPE, cancellation);
    }

    /** Says what a gate decided. */
    public void tell(GateDecision decision) throws InterruptedException {
        send(decision.training(), GateDecision.TYPE, decision);
    }

    /** Says of a plan's job, which is not on the topic, how it ended. */
    void tell(String plan, TrainingProgress progress) throws InterruptedException {
        send(plan, TrainingProgress.TYPE, progress);
    }

    private void send(String key, String type, Object value) throws InterruptedException {
        try (var producer = producer()) {
            send(producer, null, key, type, value);
        } catch (ExecutionException | TimeoutException e) {
            throw refused(e);
        }
    }

    /** @param lane null for that of the key */
    private void send(Producer<String, byte[]> producer, Integer lane, String key, String type, Object value)
            throws ExecutionException, InterruptedException {
        var record = new ProducerRecord<>(topics.trainings(), lane, key, Json.write(value));
        record.headers().add(Headers.TYPE, type.getBytes(UTF_8));
        producer.send(record).get();
    }

    private Producer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "max.block.ms", patience.toMillis()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static IllegalStateException refused(Exception e) {
        var cause = e instanceof ExecutionException ? e.getCause() : e;
        return new IllegalStateException("the training cannot be requested: " + cause.getMessage(), cause);
    }

    private int emptiest(Admin admin) throws ExecutionException, InterruptedException {
        var described = admin.describeTopics(List.of(topics.trainings()))
                .allTopicNames()
                .get()
                .get(topics.trainings());
        var partitions = described.partitions().stream()
                .map(info -> new TopicPartition(topics.trainings(), info.partition()))
                .toList();
        var done = admin.listConsumerGroupOffsets(Worker.GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        var ends = admin.listOffsets(asked).all().get();
        return partitions.stream()
                .min(Comparator.comparingLong((TopicPartition partition) ->
                                ends.get(partition).offset()
                                        - (done.get(partition) == null
                                                ? 0
                                                : done.get(partition).offset()))
                        .thenComparing(TopicPartition::partition))
                .orElseThrow()
                .partition();
    }
}
