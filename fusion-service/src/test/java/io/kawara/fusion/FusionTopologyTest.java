package io.kawara.fusion;

import static io.kawara.fusion.Samples.NOON;
import static io.kawara.fusion.Samples.NO_MODELS;
import static io.kawara.fusion.Samples.PRODUCTS;
import static io.kawara.fusion.Samples.READING;
import static io.kawara.fusion.Samples.RECEIPTS;
import static io.kawara.fusion.Samples.TAGS;
import static io.kawara.fusion.Samples.absent;
import static io.kawara.fusion.Samples.failed;
import static io.kawara.fusion.Samples.lookup;
import static io.kawara.fusion.Samples.picture;
import static io.kawara.fusion.Samples.pipeline;
import static io.kawara.fusion.Samples.ranked;
import static io.kawara.fusion.Samples.text;
import static io.kawara.fusion.Samples.title;
import static io.kawara.fusion.Samples.unread;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Member;
import io.kawara.contracts.Missing;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Task;
import io.kawara.contracts.Topics;
import io.kawara.contracts.Vote;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FusionTopologyTest {
    private static final Topics TOPICS = new Topics("");

    private final Map<String, Pipeline> pipelines = new TreeMap<>(
            Map.of("products", PRODUCTS, "receipts", RECEIPTS, "reading", READING, "tags", TAGS, "default", PRODUCTS));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver = new TopologyTestDriver(
            new FusionTopology(TOPICS, lookup(pipelines), NO_MODELS, new FusionMetrics(meters)).build(),
            new Properties(),
            NOON);
    private final TestInputTopic<byte[], byte[]> images = input(TOPICS.images());
    private final TestInputTopic<byte[], byte[]> texts = input(TOPICS.texts());
    private final TestInputTopic<byte[], byte[]> predictions = input(TOPICS.predictions());
    private final TestOutputTopic<byte[], byte[]> results = output(TOPICS.results());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void answersCompleteAsSoonAsAllIsIn() {
        submit(Map.of(Headers.PIPELINE, "receipts", Headers.ID, "my-id"));
        send(ranked(0, Stage.IMAGE, "paper", 2, "UNIHAKKA", 0.6, "OTHER", 0.4));
        send(text(0, "UNIHAKKA"));
        assertThat(results.isEmpty()).isTrue();

        send(ranked(0, Stage.TEXT, "words", 3, "UNIHAKKA", 0.8, "OTHER", 0.2));

        var answer = answer();
        assertThat(answer.id()).isEqualTo("my-id");
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.label()).isEqualTo("UNIHAKKA");
        assertThat(answer.score()).isEqualTo((0.6 + 0.8) / 2);
        assertThat(answer.text()).isEqualTo("UNIHAKKA");
        assertThat(answer.receivedAt()).isEqualTo(NOON);
        assertThat(results.isEmpty()).isTrue();
    }

    @Test
    void anImageWithoutAnyHeaderUsesTheDefaultPipelineAndItsSubmissionAsId() {
        submit(Map.of());
        send(picture(0, "shoe", 1.0));
        send(title(0, "shoe", 1.0));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.id()).isEqualTo("0-0");
            assertThat(a.status()).isEqualTo(Status.COMPLETE);
        });
    }

    @Test
    void theAnswersRecordSaysWhoseItIs() {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        submit(Map.of(Headers.ID, "my-id", Headers.TRACE_PARENT, trace, Headers.TIME, "2026-11-20T11:59:58Z"));
        send(picture(0, "shoe", 1.0));
        send(title(0, "shoe", 1.0));

        TestRecord<byte[], byte[]> record = results.readRecord();

        assertThat(new String(record.key(), UTF_8)).isEqualTo("my-id");
        assertThat(Wire.header(record.headers(), Headers.ID)).contains("my-id");
        assertThat(Wire.header(record.headers(), Headers.TRACE_PARENT)).contains(trace);
        assertThat(Wire.header(record.headers(), Headers.TYPE)).contains("io.kawara.result");
        assertThat(result(record.value()).receivedAt()).isEqualTo(NOON.minusSeconds(2));
        assertThat(result(record.value()).decidedAt()).isEqualTo(NOON);
    }

    @Test
    void answersPartialAtTheDeadlineAndSaysWhatIsMissing() {
        submit(Map.of(Headers.EXPIRY_TIME, "2026-11-20T12:00:01Z"));
        send(picture(0, "shoe", 0.9, "sock", 0.1));
        driver.advanceWallClockTime(Duration.ofMillis(900));
        assertThat(results.isEmpty()).isTrue();

        driver.advanceWallClockTime(Duration.ofMillis(200));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.PARTIAL);
            assertThat(a.label()).isEqualTo("shoe");
            assertThat(a.score()).isEqualTo(0.9);
            assertThat(a.missing()).containsExactly(new Missing("title", "deadline"));
        });
    }

    @Test
    void aPredictionAfterTheAnswerChangesNothing() {
        submit(Map.of(Headers.EXPIRY_TIME, "2026-11-20T12:00:01Z"));
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        assertThat(answer().status()).isEqualTo(Status.PARTIAL);

        send(picture(0, "shoe", 1.0));
        send(title(0, "shoe", 1.0));
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        assertThat(results.isEmpty()).isTrue();
        assertThat(meters.counter("kawara.fusion.late").count()).isEqualTo(2);
    }

    @Test
    void waitsAsLongAsItTakesWithoutADeadline() {
        submit(Map.of());
        send(picture(0, "shoe", 1.0));
        driver.advanceWallClockTime(Duration.ofDays(1));

        assertThat(results.isEmpty()).isTrue();
        assertThat(meters.get("kawara.lane.open").gauge().value()).isEqualTo(1);
    }

    @Test
    void theFirstOfTwoPredictionsCounts() {
        submit(Map.of());
        send(picture(0, "shoe", 1.0));
        send(picture(0, "sock", 1.0));
        send(title(0, "shoe", 1.0));
        send(title(0, "sock", 1.0));

        assertThat(answer().label()).isEqualTo("shoe");
        assertThat(results.isEmpty()).isTrue();
    }

    @Test
    void aPredictionMayComeBeforeItsImage() {
        send(picture(0, "shoe", 1.0));
        send(text(1, "UNIHAKKA"));
        send(title(0, "shoe", 1.0));

        submit(Map.of());

        assertThat(answer().status()).isEqualTo(Status.COMPLETE);
        submit(Map.of(Headers.PIPELINE, "reading"));
        assertThat(answer().text()).isEqualTo("UNIHAKKA");
    }

    @Test
    void aStageThatAnsweredALaterImageIsNotWaitedFor() {
        submit(Map.of());
        submit(Map.of());
        send(title(0, "shoe", 1.0));
        send(picture(1, "sock", 1.0));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.submission().offset()).isZero();
            assertThat(a.status()).isEqualTo(Status.PARTIAL);
            assertThat(a.missing()).containsExactly(new Missing("picture", "passed over"));
        });
        send(title(1, "sock", 1.0));
        assertThat(answer().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void namesTheVersionThatVotedWhenAModelIsSwapped() {
        submit(Map.of());
        submit(Map.of());
        send(ranked(0, Stage.IMAGE, "picture", 1, "shoe", 1.0));
        send(ranked(1, Stage.IMAGE, "picture", 2, "shoe", 1.0));
        send(title(0, "shoe", 1.0));
        send(title(1, "shoe", 1.0));

        assertThat(answer().votes()).extracting(Vote::version).containsExactly(1, 1);
        assertThat(answer().votes()).extracting(Vote::version).containsExactly(2, 1);
    }

    @Test
    void anOpenCaseKeepsThePipelineItBeganWith() {
        submit(Map.of(Headers.PIPELINE, "products"));
        pipelines.put("products", pipeline("products", null, Task.SINGLE_LABEL, new Member("picture", Stage.IMAGE, 1)));
        submit(Map.of(Headers.PIPELINE, "products"));
        send(picture(0, "shoe", 1.0));
        send(picture(1, "shoe", 1.0));

        assertThat(answer().submission().offset()).isEqualTo(1);
        send(title(0, "shoe", 1.0));
        assertThat(answer().votes()).hasSize(2);
    }

    @Test
    void failsAtOnceForAnUnknownPipeline() {
        submit(Map.of(Headers.PIPELINE, "recepits"));
        send(absent(0, Stage.IMAGE, null, "pipeline recepits is not known to the classifier"));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.FAILED);
            assertThat(a.pipeline()).isEqualTo("recepits");
            assertThat(a.reason())
                    .isEqualTo("there is no pipeline recepits; there are: default, products, reading, receipts, tags");
        });
        assertThat(results.isEmpty()).isTrue();
    }

    @Test
    void answersAtOnceWithWhatHasComeWhenTheDeadlineIsOverBeforeItIsRead() {
        send(picture(0, "shoe", 1.0));

        submit(Map.of(Headers.EXPIRY_TIME, "2026-11-20T11:59:59Z"));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.PARTIAL);
            assertThat(a.label()).isEqualTo("shoe");
            assertThat(a.missing()).containsExactly(new Missing("title", "deadline"));
        });
    }

    @Test
    void completesInSpiteOfADeadlineThatIsOverWhenAllHasCome() {
        send(picture(0, "shoe", 1.0));
        send(title(0, "shoe", 1.0));

        submit(Map.of(Headers.EXPIRY_TIME, "2026-11-20T11:59:59Z"));

        assertThat(answer().status()).isEqualTo(Status.COMPLETE);
        assertThat(results.isEmpty()).isTrue();
    }

    @Test
    void putsAsideWhatIsNoMessageAndGoesOn() {
        predictions.pipeInput("not JSON".getBytes(UTF_8));
        predictions.pipeInput("{\"submission\":\"0-0\",\"stage\":\"image\"}".getBytes(UTF_8));
        predictions.pipeInput((byte[]) null);
        texts.pipeInput("[]".getBytes(UTF_8));
        submit(Map.of());
        send(picture(0, "shoe", 1.0));
        send(title(0, "shoe", 1.0));

        assertThat(answer().status()).isEqualTo(Status.COMPLETE);
        var dead = output("predictions.dead").readRecordsToList();
        assertThat(dead).hasSize(3);
        assertThat(dead.get(0).value()).asString(UTF_8).isEqualTo("not JSON");
        assertThat(Wire.header(dead.get(0).headers(), Headers.DEAD_CAUSE).orElseThrow())
                .startsWith("not a Prediction: ");
        assertThat(Wire.header(dead.get(0).headers(), Headers.DEAD_TOPIC)).contains("predictions");
        assertThat(Wire.header(dead.get(0).headers(), Headers.DEAD_PARTITION)).contains("0");
        assertThat(Wire.header(dead.get(1).headers(), Headers.DEAD_OFFSET)).contains("1");
        assertThat(output("texts.dead").readRecordsToList()).hasSize(1);
    }

    @Test
    void putsAsideWhatSpeaksOfAnotherLane() {
        predictions.pipeInput("{\"submission\":\"1-0\",\"stage\":\"image\",\"outcome\":\"absent\",\"reason\":\"lost\"}"
                .getBytes(UTF_8));

        assertThat(Wire.header(output("predictions.dead").readRecord().headers(), Headers.DEAD_CAUSE))
                .contains("speaks of submission 1-0, which is not of this lane");
    }

    @Test
    void aStageThatDoesNotKnowThePipelineIsAbsentWithAllItsModels() {
        submit(Map.of());
        send(absent(0, Stage.IMAGE, null, "pipeline default is not known to the classifier"));
        send(title(0, "shoe", 1.0));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.COMPLETE);
            assertThat(a.missing())
                    .containsExactly(new Missing("picture", "pipeline default is not known to the classifier"));
        });
    }

    @Test
    void failsWithTheReasonWhenNobodyCouldDecodeTheImage() {
        submit(Map.of(Headers.PIPELINE, "receipts"));
        send(unread(0, Outcome.FAILED, "not an image of a known format"));
        send(failed(0, Stage.IMAGE, "paper", "not an image of a known format"));
        send(absent(0, Stage.TEXT, "words", "no text was read"));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.FAILED);
            assertThat(a.reason()).isEqualTo("not an image of a known format");
        });
    }

    @Test
    void aPipelineMayOnlyRead() {
        submit(Map.of(Headers.PIPELINE, "reading"));
        send(text(0, "Hello", "world"));

        assertThat(answer()).satisfies(a -> {
            assertThat(a.status()).isEqualTo(Status.COMPLETE);
            assertThat(a.text()).isEqualTo("Hello\nworld");
        });
    }

    @Test
    void aPipelineMayHaveManyLabels() {
        submit(Map.of(Headers.PIPELINE, "tags"));
        send(ranked(0, Stage.IMAGE, "tagger", 1, "red", 0.8, "blue", 0.4, "rare", 0.3));

        assertThat(answer().labels()).containsExactly("red", "rare");
    }

    @Test
    void countsAnswersByStatus() {
        submit(Map.of(Headers.PIPELINE, "nowhere"));
        submit(Map.of());
        send(picture(1, "shoe", 1.0));
        send(title(1, "shoe", 1.0));

        assertThat(meters.counter("kawara.fusion.answers", "status", "failed").count())
                .isEqualTo(1);
        assertThat(meters.counter("kawara.fusion.answers", "status", "complete").count())
                .isEqualTo(1);
        assertThat(meters.get("kawara.lane.open").gauge().value()).isZero();
    }

    private void submit(Map<String, String> headers) {
        RecordHeaders sent = new RecordHeaders();
        headers.forEach((name, value) -> sent.add(name, value.getBytes(UTF_8)));
        images.pipeInput(new TestRecord<>(null, new byte[] {1, 2, 3}, sent, NOON));
    }

    private void send(io.kawara.contracts.Prediction prediction) {
        predictions.pipeInput(Json.write(prediction));
    }

    private void send(io.kawara.contracts.TextRead text) {
        texts.pipeInput(Json.write(text));
    }

    private Result answer() {
        return result(results.readValue());
    }

    private static Result result(byte[] value) {
        try {
            return Json.read(value, Result.class);
        } catch (InvalidMessage e) {
            throw new AssertionError(e);
        }
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(
                topic, new ByteArraySerializer(), new ByteArraySerializer(), NOON, Duration.ZERO);
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
