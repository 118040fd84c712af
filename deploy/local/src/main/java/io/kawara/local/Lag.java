package io.kawara.local;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records a consumer group has not worked through yet. */
final class Lag implements AutoCloseable {
    private final Admin admin;

    Lag(String bootstrapServers) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", 3_000,
                "default.api.timeout.ms", 5_000));
    }

    /** Empty where the group has committed nothing, or Kafka does not answer. */
    OptionalLong of(String group) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            if (committed.isEmpty()) {
                return OptionalLong.empty();
            }
            var ends = admin.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            return OptionalLong.of(committed.entrySet().stream()
                    .filter(at -> at.getValue() != null)
                    .mapToLong(at -> Math.max(
                            0, ends.get(at.getKey()).offset() - at.getValue().offset()))
                    .sum());
        } catch (ExecutionException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
