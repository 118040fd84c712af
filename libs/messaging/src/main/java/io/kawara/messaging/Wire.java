package io.kawara.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Reads and writes the headers of {@link Headers}. */
public final class Wire {
    /** What a derived record takes over from the image's record. */
    private static final List<String> CARRIED =
            List.of(Headers.PIPELINE, Headers.ID, Headers.EXPIRY_TIME, Headers.TRACE_PARENT);

    /** The last header of that name as text. */
    public static Optional<String> header(org.apache.kafka.common.header.Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8)).filter(s -> !s.isBlank());
    }

    public static String pipeline(org.apache.kafka.common.header.Headers headers) {
        return header(headers, Headers.PIPELINE).orElse(Pipeline.DEFAULT);
    }

    /** The submission that a record of {@code images} is. */
    public static Submission submission(ConsumerRecord<?, ?> record) {
        return new Submission(record.partition(), record.offset());
    }

    /** The item's own words: the fields of a JSON object in their order; anything else is one field named {@code text}. */
    public static Map<String, String> fields(org.apache.kafka.common.header.Headers headers) {
        String text = header(headers, Headers.TEXT).orElse(null);
        if (text == null) {
            return Map.of();
        }
        try {
            JsonNode node = Json.mapper().readTree(text);
            if (node != null && node.isObject()) {
                Map<String, String> fields = new LinkedHashMap<>();
                for (var field : node.properties()) {
                    JsonNode value = field.getValue();
                    fields.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
                }
                return fields;
            }
        } catch (JsonProcessingException e) {
            // plain words, as most people send them
        }
        return Map.of("text", text);
    }

    /** Headers for what {@code source} derived from a record, as CloudEvents binary mode has them. */
    public static RecordHeaders derived(org.apache.kafka.common.header.Headers from, String type, String source) {
        RecordHeaders to = new RecordHeaders();
        CARRIED.forEach(name -> {
            Header header = from.lastHeader(name);
            if (header != null) {
                to.add(header);
            }
        });
        to.add(Headers.TYPE, type.getBytes(UTF_8));
        to.add(Headers.SOURCE, source.getBytes(UTF_8));
        return to;
    }

    /** A record that is not a message, as it came, on its topic's dead letters with the cause and where it lay. */
    public static ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> record, String cause) {
        return deadLetter(record, record.value(), cause);
    }

    /** The same of a record whose value is {@code bytes}. */
    public static ProducerRecord<byte[], byte[]> deadLetter(
            ConsumerRecord<byte[], ?> record, byte[] bytes, String cause) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        deadLetterHeaders(headers, cause, record.topic(), record.partition(), record.offset());
        return new ProducerRecord<>(Topics.dead(record.topic()), null, record.key(), bytes, headers);
    }

    public static void deadLetterHeaders(
            org.apache.kafka.common.header.Headers headers, String cause, String topic, int partition, long offset) {
        headers.add(Headers.DEAD_CAUSE, cause.getBytes(UTF_8));
        headers.add(Headers.DEAD_TOPIC, topic.getBytes(UTF_8));
        headers.add(Headers.DEAD_PARTITION, Integer.toString(partition).getBytes(UTF_8));
        headers.add(Headers.DEAD_OFFSET, Long.toString(offset).getBytes(UTF_8));
    }

    private Wire() {}
}
