package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Combination;
import io.kawara.contracts.ExpectedCount;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Task;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.messaging.RegistryWriter;
import io.kawara.serving.Activation;
import io.kawara.serving.ModelCard;
import io.kawara.serving.TestTimeAugmentation;
import io.kawara.serving.TinyModels;
import io.kawara.serving.ViewAverage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images with several labels, through Kafka, REST and the stream: two models that look at four rotations, thresholds and an expected count. */
class MultiLabelTest {
    private static final String[] LABELS = {"a", "b", "c", "d", "e"};
    /** Scores 0.88, 0.73, 0.5, 0.27, 0.12: a and b pass 0.5, c does not pass its 0.6, d passes its 0.2. */
    private static final float[] LOGITS = {2, 1, 0, -1, -2};

    private static final Map<String, Double> THRESHOLDS = Map.of("c", 0.6, "d", 0.2);

    private static RunningStack stack;
    private static RegistryWriter registry;
    private static Sender sender;
    private static Answers answers;

    @BeforeAll
    static void start() throws Exception {
        stack = RunningStack.shared();
        registry = stack.registry("test");
        sender = new Sender(stack.bootstrapServers());
        answers = new Answers(stack.bootstrapServers());
        publish("tagger-one");
        publish("tagger-two");
        pipeline("tags", null);
        pipeline("counted", new ExpectedCount(4, 5));
        awaitServed("tags");
        awaitServed("counted");
    }

    @AfterAll
    static void stop() {
        sender.close();
        answers.close();
    }

    @Test
    void anImageFromKafkaIsAnsweredWithItsLabelsAndAllScores() throws Exception {
        Result answer = through("tags");

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.labels()).containsExactly("a", "b", "d");
        assertThat(answer.label()).isNull();
        assertThat(answer.scores()).extracting(ScoredLabel::label).containsExactly(LABELS);
        assertThat(answer.scores().get(0).score()).isBetween(0.880, 0.881);
        assertThat(answer.votes()).hasSize(2).allMatch(vote -> vote.weight() == 0.5);
    }

    @Test
    void anExpectedCountLetsTheNearestLabelIn() throws Exception {
        assertThat(through("counted").labels()).containsExactly("a", "b", "c", "d");
    }

    @Test
    @Timeout(60)
    void restAndTheStreamSayTheSame() throws Exception {
        var http = HttpClient.newHttpClient();
        var stream = http.send(
                HttpRequest.newBuilder(stack.gateway().resolve("/v1/results/stream?pipeline=tags"))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        var request = HttpRequest.newBuilder(stack.gateway().resolve("/v1/images?pipeline=tags&wait=30s"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Pictures.withText("png", "HELLO")))
                .build();

        Result answer = Json.read(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body(), Result.class);

        assertThat(answer.labels()).containsExactly("a", "b", "d");
        assertThat(answer.scores()).hasSize(LABELS.length);
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            // The stream has no end: only what comes first may be asked for.
            assertThat(lines.lines()
                            .filter(line -> line.contains("\"" + answer.submission() + "\""))
                            .findFirst())
                    .hasValueSatisfying(line -> assertThat(line).contains("\"labels\":[\"a\",\"b\",\"d\"]"));
        }
    }

    private static Result through(String pipeline) throws Exception {
        return answers.await1(sender.image(Pictures.withText("png", "HELLO"), Map.of(Headers.PIPELINE, pipeline)));
    }

    private static void awaitServed(String pipeline) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !through(pipeline).labels().isEmpty());
    }

    private static void pipeline(String name, ExpectedCount count) {
        var members = List.of(new Member("tagger-one", Stage.IMAGE, 1), new Member("tagger-two", Stage.IMAGE, 1));
        registry.put(new Pipeline(name, null, null, Task.MULTI_LABEL, Combination.MEAN, members, THRESHOLDS, count));
    }

    private static void publish(String name) throws Exception {
        var plain = TinyModels.imageCard(name, 1, 8, LABELS);
        var card = new ModelCard(
                name,
                1,
                plain.task(),
                plain.image(),
                null,
                plain.labels(),
                Activation.SIGMOID,
                null,
                Map.of(),
                List.of(TestTimeAugmentation.ROTATIONS),
                ViewAverage.SCORES,
                Map.of());
        byte[] file = TinyModels.constant(card, LOGITS);
        String hash = new BlobStore(stack.blobs()).put(file);
        registry.publish(new ModelVersion(name, 1, card.task().toString(), hash, file.length, Instant.now(), Map.of()));
        registry.promote(name, 1, "test");
    }
}
