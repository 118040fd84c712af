package io.kawara.trainer.jobs;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingRequest;
import io.kawara.messaging.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Which requests lie on a topic, each as often as it does. */
final class RequestReader implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;

    RequestReader(String servers, Topics topics) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topics.trainings()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    List<String> ids() {
        var ids = new ArrayList<String>();
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                if (Wire.header(record.headers(), Headers.TYPE)
                        .filter(TrainingRequest.TYPE::equals)
                        .isPresent()) {
                    ids.add(record.key());
                }
            });
        }
        return ids;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
