package io.kawara.trainer.jobs;

import io.kawara.contracts.Cancellation;
import io.kawara.contracts.GateDecision;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingPlan;
import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code trainings} from its beginning, without a group: the workers' requests stay theirs. */
public final class TrainingReader implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TrainingList trainings = new TrainingList();
    private final Consumer<GateDecision> decided;

    public TrainingReader(String servers, Topics topics) {
        this(servers, topics, decision -> {});
    }

    /** @param decided is told what gates decided */
    TrainingReader(String servers, Topics topics, Consumer<GateDecision> decided) {
        this.decided = decided;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topics.trainings()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All trainings, after what the topic holds now. */
    public TrainingList read() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            await(PAUSE);
        }
        return trainings;
    }

    /** All trainings, after what comes next on the topic, if something does in that time. */
    public TrainingList await(Duration time) {
        consumer.poll(time).forEach(this::add);
        return trainings;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            switch (Wire.header(record.headers(), Headers.TYPE).orElse("")) {
                case TrainingRequest.TYPE -> trainings.add(Json.read(record.value(), TrainingRequest.class));
                case TrainingProgress.TYPE -> trainings.add(Json.read(record.value(), TrainingProgress.class));
                case TrainingPlan.TYPE -> trainings.add(Json.read(record.value(), TrainingPlan.class));
                case Cancellation.TYPE -> trainings.add(Json.read(record.value(), Cancellation.class));
                case GateDecision.TYPE -> decided.accept(Json.read(record.value(), GateDecision.class));
                default -> {} // nothing of ours
            }
        } catch (InvalidMessage e) {
            // A worker puts it on the dead letters.
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
