package io.kawara.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Submission;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description = "Show every record that the topics hold of one image.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Parameters(paramLabel = "ID", description = "The image's id, or its submission (partition-offset).")
    private String id;

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() throws IOException {
        var topics = StackOptions.TOPICS;
        try (var reader = new TopicReader(options.running().bootstrapServers())) {
            Submission submission = submission(reader);
            var image = reader.at(topics.images(), submission.lane(), submission.offset());
            if (image == null) {
                screen.line(topics.images() + "  " + submission + " is not there, or no longer");
            } else {
                head(image, size(image));
            }
            Instant since = image == null ? Instant.EPOCH : Instant.ofEpochMilli(image.timestamp());
            for (String topic : List.of(topics.texts(), topics.characters(), topics.predictions(), topics.results())) {
                var records = reader.all(topic, submission.lane(), since, record -> isOf(submission, record));
                boolean carriesImages = topic.equals(topics.characters());
                for (var record : records) {
                    head(record, carriesImages ? size(record) : "");
                    if (!carriesImages) {
                        screen.line(Shortened.of(Json.mapper().readTree(record.value()))
                                .toPrettyString()
                                .indent(2)
                                .stripTrailing());
                    }
                }
            }
            return image == null ? 1 : 0;
        }
    }

    /** An id that was given in a header is found by its answer, or while there is none, by the image. */
    private Submission submission(TopicReader reader) {
        if (id.matches("\\d{1,9}-\\d{1,18}")) {
            return Submission.parse(id);
        }
        var topics = StackOptions.TOPICS;
        for (var result : reader.all(topics.results(), record -> id.equals(record.key()))) {
            JsonNode submission = json(result) == null ? null : json(result).get("submission");
            if (submission != null) {
                return Submission.parse(submission.asText());
            }
        }
        return reader
                .all(
                        topics.images(),
                        record -> Wire.header(record.headers(), Headers.ID)
                                .filter(id::equals)
                                .isPresent())
                .stream()
                .map(Wire::submission)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No topic holds an image " + id + "."));
    }

    private static String size(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? "no value" : record.value().length + " bytes";
    }

    /** By its message, or where an image is carried on, by its header. */
    private static boolean isOf(Submission submission, ConsumerRecord<String, byte[]> record) {
        var header = Wire.header(record.headers(), Headers.SUBMISSION);
        if (header.isPresent()) {
            return header.get().equals(submission.toString());
        }
        JsonNode json = json(record);
        return json != null
                && submission.toString().equals(json.path("submission").asText());
    }

    private static JsonNode json(ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null ? null : Json.mapper().readTree(record.value());
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Header header) {
        if (header.key().equals(Headers.BOXES)) {
            try {
                return Shortened.first(Json.mapper().readTree(header.value())).toString();
            } catch (IOException e) {
                return header.value().length + " bytes that are no list: " + e.getMessage();
            }
        }
        return new String(header.value(), UTF_8);
    }

    private void head(ConsumerRecord<String, byte[]> record, String size) {
        screen.line(record.topic() + "  " + record.partition() + "-" + record.offset() + "  "
                + Instant.ofEpochMilli(record.timestamp()) + (record.key() == null ? "" : "  key " + record.key())
                + "  "
                + size);
        record.headers().forEach(header -> screen.line("  " + header.key() + ": " + text(header)));
    }
}
