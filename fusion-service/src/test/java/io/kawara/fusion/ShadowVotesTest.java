package io.kawara.fusion;

import static io.kawara.fusion.Samples.NO_MODELS;
import static io.kawara.fusion.Samples.PRODUCTS;
import static io.kawara.fusion.Samples.TAGS;
import static io.kawara.fusion.Samples.picture;
import static io.kawara.fusion.Samples.ranked;
import static io.kawara.fusion.Samples.title;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Agreement;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Topics;
import io.kawara.contracts.Vote;
import io.kawara.messaging.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The models "picture" and "tagger" have a challenger in shadow, "title" has none. */
class ShadowVotesTest {
    private static final Topics TOPICS = new Topics("");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TopologyTestDriver driver = new TopologyTestDriver(
            new FusionTopology(TOPICS, new Shadowed(), NO_MODELS, new FusionMetrics(new SimpleMeterRegistry())).build(),
            new Properties(),
            NOON);
    private final TestInputTopic<byte[], byte[]> images =
            driver.createInputTopic(TOPICS.images(), new ByteArraySerializer(), new ByteArraySerializer());
    private final TestInputTopic<byte[], byte[]> predictions =
            driver.createInputTopic(TOPICS.predictions(), new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<byte[], byte[]> results =
            driver.createOutputTopic(TOPICS.results(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    private final TestOutputTopic<byte[], byte[]> agreements =
            driver.createOutputTopic(TOPICS.agreements(), new ByteArrayDeserializer(), new ByteArrayDeserializer());

    private static final class Shadowed implements PipelineLookup {
        private final Map<String, Pipeline> pipelines = Map.of("default", PRODUCTS, "products", PRODUCTS, "tags", TAGS);

        @Override
        public Optional<Pipeline> find(String name) {
            return Optional.ofNullable(pipelines.get(name));
        }

        @Override
        public Collection<String> names() {
            return pipelines.keySet();
        }

        @Override
        public boolean isShadowed(String model) {
            return model.equals("picture") || model.equals("tagger");
        }
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aVoteInShadowIsShownMarkedAndDecidesNothing() throws Exception {
        submit("default");
        send(challenger(0, "sock", 1.0));
        send(picture(0, "shoe", 0.6, "sock", 0.4));
        assertThat(results.isEmpty()).isTrue();
        send(title(0, "shoe", 1.0));

        Result answer = answer();
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.label()).isEqualTo("shoe");
        assertThat(answer.score()).isEqualTo((0.6 + 3 * 1.0) / 4);
        assertThat(answer.votes()).extracting(Vote::model).containsExactly("picture", "title", "picture");
        assertThat(answer.votes()).extracting(Vote::shadow).containsExactly(null, null, true);
        assertThat(answer.votes()).extracting(Vote::version).containsExactly(1, 1, 2);
        assertThat(answer.votes()).extracting(Vote::weight).containsExactly(0.25, 0.75, 0.0);
        assertThat(answer.missing()).isEmpty();
        assertThat(agreed()).containsExactly(Map.entry("picture/1/2/0", "0 of 1"));
    }

    @Test
    void nothingWaitsForAChallengerAndItsLateWordIsStillCompared() throws Exception {
        submit("default");
        submit("default");
        for (int offset = 0; offset < 2; offset++) {
            send(picture(offset, "shoe", 1.0));
            send(title(offset, "shoe", 1.0));
            assertThat(answer().votes()).hasSize(2);
        }
        send(challenger(0, "shoe", 1.0));
        send(challenger(1, "sock", 1.0));
        send(challenger(1, "shoe", 1.0)); // again: it was compared

        assertThat(results.isEmpty()).isTrue();
        assertThat(agreed()).containsExactly(Map.entry("picture/1/2/0", "1 of 2"));
    }

    @Test
    void aChallengerThatIsQuickPassesNobodyOver() throws Exception {
        submit("default");
        submit("default");
        send(challenger(1, "shoe", 1.0));
        send(picture(0, "shoe", 1.0));
        send(title(0, "shoe", 1.0));
        assertThat(answer().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void whatAChallengerSaysBeforeTheImageComesIsKeptBesideTheChampionsWord() throws Exception {
        send(challenger(0, "shoe", 1.0));
        send(picture(0, "shoe", 1.0));
        submit("default");
        send(title(0, "shoe", 1.0));

        assertThat(answer().votes()).extracting(Vote::shadow).containsExactly(null, null, true);
        assertThat(agreed()).containsExactly(Map.entry("picture/1/2/0", "1 of 1"));
    }

    @Test
    void ofSeveralLabelsAllMustBeTheSame() throws Exception {
        submit("tags");
        send(ranked(0, Stage.IMAGE, "tagger", 1, "red", 0.9, "round", 0.8, "rare", 0.1));
        answer();
        send(ranked(0, Stage.IMAGE, "tagger", 2, "round", 0.9, "red", 0.8, "rare", 0.1)
                .inShadow());
        submit("tags");
        send(ranked(1, Stage.IMAGE, "tagger", 1, "red", 0.9, "round", 0.8, "rare", 0.1));
        answer();
        send(ranked(1, Stage.IMAGE, "tagger", 2, "red", 0.9, "round", 0.8, "rare", 0.3)
                .inShadow());

        assertThat(agreed()).containsExactly(Map.entry("tagger/1/2/0", "1 of 2"));
    }

    @Test
    void whatWasComparedIsToldOnceUntilThereIsMore() throws Exception {
        submit("default");
        send(challenger(0, "shoe", 1.0));
        send(picture(0, "shoe", 1.0));
        send(title(0, "shoe", 1.0));
        assertThat(agreed()).hasSize(1);
        assertThat(agreed()).isEmpty();
    }

    private static Prediction challenger(long offset, Object... labelsAndScores) {
        return ranked(offset, Stage.IMAGE, "picture", 2, labelsAndScores).inShadow();
    }

    private void submit(String pipeline) {
        var headers = new RecordHeaders();
        headers.add(Headers.PIPELINE, pipeline.getBytes(UTF_8));
        images.pipeInput(new TestRecord<>(null, new byte[0], headers, NOON));
    }

    private void send(Prediction prediction) {
        predictions.pipeInput(Json.write(prediction));
    }

    private Result answer() throws Exception {
        return Json.read(results.readValue(), Result.class);
    }

    private Map<String, String> agreed() throws Exception {
        driver.advanceWallClockTime(Duration.ofSeconds(2));
        var agreed = new LinkedHashMap<String, String>();
        while (!agreements.isEmpty()) {
            var record = agreements.readRecord();
            var agreement = Json.read(record.value(), Agreement.class);
            agreed.put(new String(record.key(), UTF_8), agreement.agreed() + " of " + agreement.answers());
        }
        return agreed;
    }
}
