package io.kawara.fusion;

import static io.kawara.contracts.PageRules.FALSE_POSITIVE;
import static io.kawara.fusion.PageSamples.BLENDED;
import static io.kawara.fusion.PageSamples.BOXES;
import static io.kawara.fusion.PageSamples.FOUND;
import static io.kawara.fusion.PageSamples.READ;
import static io.kawara.fusion.PageSamples.found;
import static io.kawara.fusion.PageSamples.foundAll;
import static io.kawara.fusion.PageSamples.read;
import static io.kawara.fusion.PageSamples.readAll;
import static io.kawara.fusion.PageSamples.with;
import static io.kawara.fusion.Samples.NOON;
import static io.kawara.fusion.Samples.NO_MODELS;
import static io.kawara.fusion.Samples.absent;
import static io.kawara.fusion.Samples.at;
import static io.kawara.fusion.Samples.failed;
import static io.kawara.fusion.Samples.lookup;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Missing;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageRules.CharacterVote;
import io.kawara.contracts.PageSize;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
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

class PageTopologyTest {
    private static final Topics TOPICS = new Topics("");

    private final Map<String, Pipeline> pipelines =
            new TreeMap<>(Map.of("found", FOUND, "read", READ, "blended", BLENDED));
    private final TopologyTestDriver driver = new TopologyTestDriver(
            new FusionTopology(TOPICS, lookup(pipelines), NO_MODELS, new FusionMetrics(new SimpleMeterRegistry()))
                    .build(),
            new Properties(),
            NOON);
    private final TestInputTopic<byte[], byte[]> images = input(TOPICS.images());
    private final TestInputTopic<byte[], byte[]> predictions = input(TOPICS.predictions());
    private final TestOutputTopic<byte[], byte[]> results = output(TOPICS.results());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void answersTheCharactersInReadingOrderWithTheirTranscription() throws Exception {
        submit("read");
        send(foundAll(0));
        assertThat(results.isEmpty()).isTrue();

        send(readAll(0, "crops", "U+3046", "U+3048", "U+3042"));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.transcription()).isEqualTo("あ\nうえ");
        assertThat(answer.characters()).extracting(CharacterBox::code).containsExactly("U+3042", "U+3046", "U+3048");
        assertThat(answer.characters().get(0)).satisfies(first -> {
            assertThat(first.score()).isCloseTo(0.9, within(1e-3));
            assertThat(first.found()).isEqualTo(0.7);
            assertThat(first.x()).isEqualTo(200);
            assertThat(first.alternatives()).singleElement().satisfies(other -> {
                assertThat(other.code()).isEqualTo("U+30FC");
                assertThat(other.score()).isCloseTo(0.1, within(1e-3));
            });
        });
        assertThat(answer.votes())
                .containsExactly(
                        new Vote("boxes", 2, Outcome.OK, null, 1, null, 400.0),
                        new Vote("crops", 3, Outcome.OK, null, 1, null, 60.0));
        assertThat(answer.missing()).isEmpty();
    }

    @Test
    void classifiersVoteByTheWeightOfTheirStage() throws Exception {
        submit("blended");
        send(found(0, BOXES.get(0)));
        send(read(0, "crops", BOXES.subList(0, 1), Map.of("U+3042", 0.9, "U+3044", 0.1)));
        assertThat(results.isEmpty()).isTrue();
        send(read(0, "context", BOXES.subList(0, 1), Map.of("U+3042", 0.3, "U+3044", 0.7)));

        var answer = answer();
        assertThat(answer.votes()).extracting(Vote::weight).containsExactly(1.0, 0.25, 0.75);
        double first = Math.pow(0.9, 0.25) * Math.pow(0.3, 0.75);
        double second = Math.pow(0.1, 0.25) * Math.pow(0.7, 0.75);
        assertThat(answer.characters()).singleElement().satisfies(character -> {
            assertThat(character.code()).isEqualTo("U+3044");
            assertThat(character.score()).isCloseTo(second / (first + second), within(1e-3));
        });
    }

    @Test
    void classifiersMayVoteByHead() throws Exception {
        pipelines.put("blended", with(new PageRules(null, null, CharacterVote.HARD, null, null, null), BLENDED));
        submit("blended");
        send(found(0, BOXES.get(0)));
        send(read(0, "crops", BOXES.subList(0, 1), Map.of("U+3042", 0.9, "U+3044", 0.1)));
        send(read(0, "context", BOXES.subList(0, 1), Map.of("U+3042", 0.3, "U+3044", 0.7)));

        assertThat(answer().characters()).singleElement().satisfies(character -> {
            assertThat(character.code()).isEqualTo("U+3042");
            assertThat(character.score()).isCloseTo(0.9, within(1e-3));
        });
    }

    @Test
    void answersWithFoundBoxesAtTheDeadline() throws Exception {
        submit("read", Headers.EXPIRY_TIME, "2026-11-20T12:00:01Z");
        send(foundAll(0));
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.PARTIAL);
        assertThat(answer.characters()).containsExactly(BOXES.get(2), BOXES.get(0), BOXES.get(1));
        assertThat(answer.transcription()).isNull();
        assertThat(answer.missing()).containsExactly(new Missing("crops", "deadline"));
    }

    @Test
    void answersWithFoundBoxesWhereNoClassifierServes() throws Exception {
        submit("read");
        send(foundAll(0));
        send(absent(0, Stage.CHARACTER, "crops", "model crops has no version that serves"));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.PARTIAL);
        assertThat(answer.characters()).hasSize(3).allMatch(box -> box.code().isEmpty());
        assertThat(answer.missing()).containsExactly(new Missing("crops", "model crops has no version that serves"));
    }

    @Test
    void answersWithFoundBoxesWhereTheClassifierWentOn() throws Exception {
        submit("read");
        submit("read");
        send(foundAll(0));
        send(readAll(1, "crops", "U+3046", "U+3048", "U+3042"));

        var answer = answer();
        assertThat(answer.submission()).isEqualTo(at(0));
        assertThat(answer.status()).isEqualTo(Status.PARTIAL);
        assertThat(answer.characters()).hasSize(3);
        assertThat(answer.missing()).containsExactly(new Missing("crops", "passed over"));
        send(foundAll(1));
        assertThat(answer().status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void oneClassifierOfTwoIsEnough() throws Exception {
        submit("blended");
        send(foundAll(0));
        send(readAll(0, "context", "U+3046", "U+3048", "U+3042"));
        send(failed(0, Stage.CHARACTER, "crops", "the model failed on it"));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.transcription()).isEqualTo("あ\nうえ");
        assertThat(answer.votes()).extracting(Vote::weight).containsExactly(1.0, 0.0, 1.0);
        assertThat(answer.missing()).containsExactly(new Missing("crops", "the model failed on it"));
    }

    @Test
    void failsWithTheReasonOfTheDetector() throws Exception {
        submit("read");
        send(failed(0, Stage.DETECTOR, "boxes", "not an image of a known format"));
        send(absent(0, Stage.CHARACTER, "crops", "not an image of a known format"));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.reason()).isEqualTo("not an image of a known format");
        assertThat(answer.characters()).isEmpty();
        assertThat(answer.transcription()).isNull();
    }

    @Test
    void aPageWithoutCharactersIsCompleteWithNone() throws Exception {
        submit("read");
        send(found(0));
        send(Prediction.read(at(0), "read", "crops", 3, List.of(), null, 0));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.characters()).isEmpty();
        assertThat(answer.missing()).isEmpty();
    }

    @Test
    void aDetectorAloneAnswersWhatItIsSureOf() throws Exception {
        submit("found");
        send(found(0, BOXES.get(1), BOXES.get(0), CharacterBox.found(0.49, 300, 10, 20, 20)));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.characters()).containsExactly(BOXES.get(0), BOXES.get(1));
        assertThat(answer.transcription()).isNull();
    }

    @Test
    void whatIsReadAsNoCharacterIsNotAnswered() throws Exception {
        pipelines.put("read", with(new PageRules(null, null, null, null, 1.0, null), READ));
        submit("read");
        send(foundAll(0));
        send(read(
                0,
                "crops",
                BOXES,
                Map.of("U+3042", 0.9, FALSE_POSITIVE, 0.1),
                Map.of(FALSE_POSITIVE, 0.9, "U+3042", 0.1),
                Map.of("U+3044", 0.6, FALSE_POSITIVE, 0.4))); // a bias of 1 makes it 1.09 against 0.6

        var answer = answer();
        assertThat(answer.characters()).singleElement().satisfies(character -> {
            assertThat(character.code()).isEqualTo("U+3042");
            assertThat(character.alternatives()).isEmpty();
        });
        assertThat(answer.transcription()).isEqualTo("あ");
    }

    @Test
    void aReadingOfOtherBoxesDoesNotCount() throws Exception {
        submit("blended");
        send(foundAll(0));
        send(readAll(0, "crops", "U+3046", "U+3048", "U+3042"));
        send(read(0, "context", BOXES.subList(0, 1), Map.of("U+3044", 1.0)));

        var answer = answer();
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.transcription()).isEqualTo("あ\nうえ");
        assertThat(answer.missing()).containsExactly(new Missing("context", "it reads other boxes than crops"));
    }

    @Test
    void boxesBeyondThePageAreAnsweredAsTheyAre() throws Exception {
        var beyond = CharacterBox.found(0.9, -30, 290, 60, 40);
        submit("read");
        send(found(0, beyond));
        send(read(0, "crops", List.of(beyond), Map.of("U+3042", 1.0)));

        assertThat(answer().characters()).singleElement().satisfies(character -> {
            assertThat(character.x()).isEqualTo(-30);
            assertThat(character.code()).isEqualTo("U+3042");
        });
    }

    @Test
    void aPageOfTwentyThousandCharactersFitsIntoEveryRecord() throws Exception {
        var boxes = new ArrayList<CharacterBox>();
        for (int i = 0; i < 20_000; i++) {
            boxes.add(CharacterBox.found(0.75, 40 * (i % 160), 40 * (i / 160), 30, 30));
        }
        submit("blended");
        send(Prediction.found(at(0), "blended", "boxes", 2, new PageSize(6400, 5000), boxes, 1));
        send(manyRead("crops", boxes, 1));
        send(manyRead("context", boxes, 2));

        var value = results.readValue();
        var answer = Json.read(value, Result.class);
        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.characters()).hasSize(20_000);
        assertThat(answer.transcription().replace("\n", "").length() == 20_000)
                .as("every character is in the transcription")
                .isTrue();
        assertThat(value.length).isLessThan(FusionStage.LARGEST_RECORD / 2);
        var kept = output(driver.producedTopicNames().stream()
                .filter(topic -> topic.endsWith("-cases-changelog"))
                .findFirst()
                .orElseThrow());
        assertThat(kept.readRecordsToList())
                .filteredOn(record -> record.value() != null)
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.value().length).isLessThan(FusionStage.LARGEST_RECORD / 2));
    }

    private static Prediction manyRead(String model, List<CharacterBox> boxes, long seed) {
        var random = new SplittableRandom(seed);
        var characters = new ArrayList<CharacterBox>();
        var candidates = new ArrayList<Candidates.Box>();
        for (CharacterBox box : boxes) {
            var logarithms = new LinkedHashMap<String, Double>();
            double logarithm = -0.1 * random.nextDouble();
            while (logarithms.size() < Candidates.MOST) {
                logarithms.putIfAbsent("U+" + (4000 + random.nextInt(4212)), logarithm);
                logarithm -= random.nextDouble();
            }
            candidates.add(new Candidates.Box(logarithms, -31));
            characters.add(box.read(logarithms.keySet().iterator().next(), 0.95));
        }
        return Prediction.read(at(0), "blended", model, 3, characters, Candidates.of(4212, candidates), 60);
    }

    private void submit(String pipeline, String... headers) {
        RecordHeaders sent = new RecordHeaders();
        sent.add(Headers.PIPELINE, pipeline.getBytes(UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            sent.add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        images.pipeInput(new TestRecord<>(null, new byte[] {1, 2, 3}, sent, NOON));
    }

    private void send(Prediction prediction) {
        predictions.pipeInput(Json.write(prediction));
    }

    private Result answer() throws Exception {
        return Json.read(results.readValue(), Result.class);
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(
                topic, new ByteArraySerializer(), new ByteArraySerializer(), NOON, Duration.ZERO);
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
