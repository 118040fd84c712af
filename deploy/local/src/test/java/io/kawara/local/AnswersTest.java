package io.kawara.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
    private static final Topics TOPICS = new Topics("");

    @TempDir
    Path folder;

    private Broker broker;

    @BeforeEach
    void setUp() throws Exception {
        broker = Broker.start(folder.resolve("kafka"));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(TOPICS, 3).createMissing(admin);
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void pairsEachFileWithItsAnswerWhateverElseIsAnswered() throws Exception {
        List<Path> files = files(12);
        var labels = new LinkedHashMap<Path, String>();
        Answers.Listener listener = new Answers.Listener() {
            @Override
            public void answered(Path file, Result result, long count) {
                labels.put(file, result.label());
            }
        };
        answer(new Submission(0, 1_000), "somebody else's");
        try (var answers = new Answers(broker.bootstrapServers(), TOPICS, null, null)) {
            Map<Submission, Path> sent = answers.send(files, listener);
            assertThat(sent.values()).containsExactlyInAnyOrderElementsOf(files);
            for (var submission : sent.keySet()) {
                answer(submission, "label of " + sent.get(submission).getFileName());
            }
            answers.await(Duration.ofSeconds(30), listener);
            assertThat(answers.unanswered()).isEmpty();
        }
        assertThat(labels).hasSize(12);
        labels.forEach((file, label) -> assertThat(label).isEqualTo("label of " + file.getFileName()));
    }

    @Test
    void namesWhatHasNoAnswerWhenPatienceEnds() throws Exception {
        List<Path> files = files(2);
        var nobody = new Answers.Listener() {};
        try (var answers = new Answers(broker.bootstrapServers(), TOPICS, null, null)) {
            answers.send(files, nobody);
            answers.await(Duration.ofMillis(300), nobody);
            assertThat(answers.unanswered()).containsExactlyElementsOf(files);
        }
    }

    @Test
    void pipelineAndTextTravelInTheHeaders() throws Exception {
        try (var answers = new Answers(broker.bootstrapServers(), TOPICS, "products", "{\"title\": \"Caf\u00e9\"}");
                var reader = new TopicReader(broker.bootstrapServers())) {
            Submission sent = answers.send(files(1), new Answers.Listener() {})
                    .keySet()
                    .iterator()
                    .next();
            ConsumerRecord<String, byte[]> image = reader.at(TOPICS.images(), sent.lane(), sent.offset());
            assertThat(image.value()).asString(UTF_8).isEqualTo("image 0");
            assertThat(Wire.header(image.headers(), Headers.PIPELINE)).contains("products");
            assertThat(Wire.fields(image.headers())).containsEntry("title", "Caf\u00e9");
            assertThat(reader.at(TOPICS.images(), sent.lane(), sent.offset() + 1))
                    .isNull();
        }
    }

    private List<Path> files(int count) throws Exception {
        var files = new ArrayList<Path>();
        for (int i = 0; i < count; i++) {
            files.add(Files.writeString(folder.resolve("image" + (10 + i) + ".jpg"), "image " + i));
        }
        return files;
    }

    private void answer(Submission submission, String label) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        var result = new Result(
                submission.toString(),
                submission,
                "p",
                Status.COMPLETE,
                label,
                0.5,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPICS.results(), submission.lane(), result.id(), Json.write(result)))
                    .get();
        }
    }
}
