package io.kawara.trainer.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts requests on {@code trainings}, each on the partition where the least waits: those of one partition are trained one after the other. */
public final class TrainingQueue {
    private final String servers;
    private final Topics topics;

    public TrainingQueue(String servers, Topics topics) {
        this.servers = servers;
        this.topics = topics;
    }

    /** Returns when the request is on the topic. */
    public void add(TrainingRequest request) throws InterruptedException {
        addAll(List.of(request));
    }

    /** Returns when all requests are on the topic. */
    public void addAll(List<TrainingRequest> requests) throws InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "max.block.ms", 20_000);
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers));
                var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var request : requests) {
                var record =
                        new ProducerRecord<>(topics.trainings(), emptiest(admin), request.id(), Json.write(request));
                record.headers().add(Headers.TYPE, TrainingRequest.TYPE.getBytes(UTF_8));
                producer.send(record).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the training cannot be requested: " + e.getCause().getMessage(), e.getCause());
        }
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
