package io.kawara.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic without a group: from its end on, or through what lies there. */
final class TopicReader implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    TopicReader(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        20_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** From here on {@link #poll} returns what comes new to {@code topic}. */
    void follow(String topic) {
        var partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking waits for the first use: what is sent next must count as new
    }

    ConsumerRecords<String, byte[]> poll(Duration patience) {
        return consumer.poll(patience);
    }

    /** The record at one place, or null where it is not, or no longer. */
    ConsumerRecord<String, byte[]> at(String topic, int partition, long offset) {
        var place = new TopicPartition(topic, partition);
        if (!partitions(topic).contains(place)) {
            return null;
        }
        consumer.assign(List.of(place));
        if (offset < consumer.beginningOffsets(List.of(place)).get(place)
                || offset >= consumer.endOffsets(List.of(place)).get(place)) {
            return null;
        }
        consumer.seek(place, offset);
        while (consumer.position(place) <= offset) {
            for (var record : consumer.poll(PAUSE)) {
                if (record.offset() == offset) {
                    return record;
                }
            }
        }
        return null;
    }

    /** The records of a topic that {@code wanted} takes, in the order of their partitions. */
    List<ConsumerRecord<String, byte[]>> all(String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return matching(partitions(topic), null, wanted);
    }

    /** The same for one partition and what was written from {@code since} on. */
    List<ConsumerRecord<String, byte[]>> all(
            String topic, int partition, Instant since, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return matching(List.of(new TopicPartition(topic, partition)), since, wanted);
    }

    private List<ConsumerRecord<String, byte[]>> matching(
            List<TopicPartition> partitions, Instant since, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = since == null ? consumer.beginningOffsets(partitions) : at(since, ends);
        starts.forEach(consumer::seek);
        var found = new java.util.ArrayList<ConsumerRecord<String, byte[]>>();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (var record : consumer.poll(PAUSE)) {
                if (wanted.test(record)) {
                    found.add(record);
                }
            }
        }
        return found;
    }

    private Map<TopicPartition, Long> at(Instant since, Map<TopicPartition, Long> ends) {
        var times = new java.util.HashMap<TopicPartition, Long>();
        ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        var starts = new java.util.HashMap<TopicPartition, Long>();
        ends.forEach((partition, end) -> {
            var start = found.get(partition);
            starts.put(partition, start == null ? end : Long.valueOf(start.offset()));
        });
        return starts;
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        return infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
