package io.kawara.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others read and write by now: a golden file may be added for a new version, but none may be changed. */
class WireTest {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final String TRAINING = "01936f2a-5f00-7c3e-8f4b-1d2c3b4a5968";
    private static final String LABEL = "01936f2a-5f00-7c3e-8f4b-1d2c3b4a5969";
    private static final Submission SUBMISSION = new Submission(3, 1042);
    private static final Instant RECEIVED = Instant.parse("2026-11-20T07:00:00Z");
    private static final Instant DECIDED = Instant.parse("2026-11-20T07:00:00.140Z");
    private static final TextLine LINE = new TextLine("UNIHAKKA", 0.94, 120, 40, 210, 32);
    private static final CharacterBox CHARACTER = new CharacterBox("U+306F", 0.99, 10, 20, 30, 40);

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("Ruling.v1", ruling()),
                Arguments.of("Label.v1", label()),
                Arguments.of(
                        "Label.pseudo.v1",
                        new Label(
                                LABEL,
                                "3-1042",
                                "receipts",
                                Label.Kind.PSEUDO,
                                "top-fraction",
                                "pseudo",
                                RECEIVED,
                                List.of("UNIHAKKA"),
                                Map.of("UNIHAKKA", 0.97),
                                null,
                                0.9,
                                List.of("receipts-image@3", "receipts-text@2"),
                                false,
                                null)),
                Arguments.of(
                        "Label.withdrawal.v1",
                        new Label(
                                LABEL,
                                "3-1042",
                                "receipts",
                                null,
                                "ann",
                                null,
                                RECEIVED,
                                null,
                                null,
                                null,
                                null,
                                null,
                                false,
                                "01936f2a-5f00-7c3e-8f4b-1d2c3b4a5970")),
                Arguments.of("Deletion.v1", new Deletion("3-1042", "ann", RECEIVED)),
                Arguments.of("Challenger.v1", new Challenger("receipts-image", 4, true, RECEIVED, "trainer")),
                Arguments.of(
                        "ModelVersion.v1",
                        new ModelVersion(
                                "receipts-image",
                                3,
                                "image",
                                "ab".repeat(32),
                                1_048_576,
                                RECEIVED,
                                Map.of("accuracy", 0.97))),
                Arguments.of(
                        "ModelVersion.v2",
                        new ModelVersion(
                                "receipts-image",
                                4,
                                "image",
                                "ab".repeat(32),
                                1_048_576,
                                RECEIVED,
                                Map.of("accuracy", 0.97),
                                List.of("UNIHAKKA", "OTHER"),
                                "cd".repeat(32))),
                Arguments.of("Pipeline.v3", learning()),
                Arguments.of("Result.v1", result()),
                Arguments.of("Result.failed.v1", refused()),
                Arguments.of(
                        "TextRead.v1",
                        new TextRead(
                                SUBMISSION,
                                "receipts",
                                Outcome.OK,
                                null,
                                fields("title", "Blue shirt", "brand", "Nike"),
                                List.of(LINE),
                                28.5)),
                Arguments.of(
                        "TextRead.failed.v1",
                        new TextRead(
                                SUBMISSION,
                                "receipts",
                                Outcome.FAILED,
                                "not an image of a known format",
                                null,
                                null,
                                null)),
                Arguments.of(
                        "Prediction.v1",
                        new Prediction(
                                SUBMISSION,
                                "receipts",
                                Stage.IMAGE,
                                "receipts-image",
                                3,
                                Outcome.OK,
                                null,
                                List.of(new ScoredLabel("UNIHAKKA", 0.98), new ScoredLabel("OTHER", 0.02)),
                                List.of(CHARACTER),
                                null,
                                null,
                                List.of(0.5f, -0.25f),
                                14.5)),
                Arguments.of(
                        "Prediction.absent.v1",
                        Prediction.absent(
                                SUBMISSION,
                                "receipts",
                                Stage.TEXT,
                                null,
                                "pipeline receipts is not known to the text-service")),
                Arguments.of(
                        "Prediction.found.v1",
                        Prediction.found(
                                SUBMISSION,
                                "pages",
                                "page-detector",
                                2,
                                null,
                                List.of(CharacterBox.found(0.75, 10, 20, 30, 40)),
                                410.5)),
                Arguments.of(
                        "Prediction.found.v2",
                        Prediction.found(
                                SUBMISSION,
                                "pages",
                                "page-detector",
                                2,
                                new PageSize(2400, 3300),
                                List.of(CharacterBox.found(0.75, 10, 20, 30, 40)),
                                410.5)),
                Arguments.of(
                        "Prediction.read.v1",
                        Prediction.read(
                                SUBMISSION,
                                "pages",
                                "page-characters",
                                1,
                                List.of(CHARACTER),
                                Candidates.of(4213, List.of(new Candidates.Box(Map.of("U+306F", -0.25), -12))),
                                96.25)),
                Arguments.of(
                        "Prediction.read.v2",
                        Prediction.read(
                                SUBMISSION,
                                "pages",
                                "page-characters",
                                1,
                                List.of(CharacterBox.found(0.75, 10, 20, 30, 40).read("U+306F", 0.99)),
                                Candidates.of(4213, List.of(new Candidates.Box(Map.of("U+306F", -0.25), -12))),
                                96.25)),
                Arguments.of("Result.pages.v1", page()),
                Arguments.of(
                        "Pipeline.pages.v1",
                        new Pipeline(
                                "pages",
                                "What is written on a page",
                                null,
                                Task.PAGES,
                                Combination.MEAN,
                                List.of(
                                        new Member("page-detector", Stage.DETECTOR, 1),
                                        new Member("page-characters", Stage.CHARACTER, 2),
                                        new Member("page-filter", Stage.FUSION, 1)),
                                null,
                                null,
                                new PageRules(
                                        PageRules.Detectors.ALL, 0.55, PageRules.CharacterVote.HARD, 0.35, 0.1, 0.4))),
                Arguments.of(
                        "Pipeline.v1",
                        new Pipeline(
                                "receipts",
                                "Which shop a receipt is from",
                                new Pipeline.Ocr(List.of("eng"), 4),
                                Task.MULTI_LABEL,
                                Combination.LOG_MEAN,
                                List.of(
                                        new Member("receipts-image", Stage.IMAGE, 0.4),
                                        new Member("receipts-text", Stage.TEXT, 0.6)),
                                Map.of("UNIHAKKA", 0.3))),
                Arguments.of(
                        "Pipeline.v2",
                        new Pipeline(
                                "letters",
                                null,
                                null,
                                Task.MULTI_LABEL,
                                Combination.MEAN,
                                List.of(new Member("letters-a", Stage.IMAGE, 1)),
                                Map.of("a", 0.45),
                                new ExpectedCount(10, 14))),
                Arguments.of(
                        "TrainingRequest.v1",
                        new TrainingRequest(
                                TRAINING,
                                "/shared/recipes/receipts-image.yaml",
                                List.of("train.epochs=5"),
                                "/shared/receipts",
                                "/shared/runs/receipts-image/3",
                                false,
                                true,
                                RECEIVED)),
                Arguments.of(
                        "TrainingRequest.plan.v1",
                        new TrainingRequest(
                                        TRAINING,
                                        "/shared/pipelines/receipts.yaml",
                                        List.of(),
                                        "/shared/snapshots/0a1b",
                                        "/shared/runs/receipts/7",
                                        false,
                                        true,
                                        RECEIVED,
                                        "receipts",
                                        "0a1b",
                                        "ann",
                                        "50 new labels",
                                        null,
                                        null,
                                        null)
                                .in("plan-7", "receipts-image/fold-2", List.of("plan-7:receipts-image/fold-1"))),
                Arguments.of("Cancellation.v1", new Cancellation(TRAINING, "ann", DECIDED)),
                Arguments.of(
                        "GateDecision.v1",
                        new GateDecision(
                                TRAINING,
                                "receipts",
                                "0a1b",
                                DECIDED,
                                List.of("receipts-text@3", "receipts-image@2"),
                                List.of("receipts-text@2", "receipts-image@1"),
                                120,
                                false,
                                "refused",
                                "recall of UNIHAKKA fell from 0.9 to 0.7",
                                List.of(new GateCheck(
                                        "recall of UNIHAKKA", 0.7, 0.9, -0.2, null, null, "at most 0.1 less", false)))),
                Arguments.of(
                        "TrainingProgress.cancelled.v1",
                        TrainingProgress.ended(
                                TRAINING, "gpu-2", TrainingProgress.State.CANCELLED, "cancelled by ann", DECIDED)),
                Arguments.of(
                        "TrainingProgress.v1",
                        new TrainingProgress(
                                TRAINING,
                                "gpu-2",
                                TrainingProgress.State.RUNNING,
                                2,
                                5,
                                12,
                                40,
                                0.75,
                                Map.of("accuracy", 0.5),
                                81.5,
                                140.0,
                                null,
                                DECIDED)),
                Arguments.of(
                        "TrainingProgress.failed.v1",
                        TrainingProgress.ended(
                                TRAINING,
                                "gpu-2",
                                TrainingProgress.State.FAILED,
                                "There is no file /shared/recipes/receipts-image.yaml.",
                                DECIDED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void isWrittenAsTheGoldenFileSays(String file, Object message) throws IOException {
        assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(message))).isEqualTo(golden(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void isReadFromTheGoldenFile(String file, Object message) throws IOException {
        assertThat(MAPPER.treeToValue(golden(file), message.getClass())).isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void isReadThoughFieldsWereAdded(String file, Object message) throws IOException {
        ObjectNode newer = (ObjectNode) golden(file);
        newer.putObject("fieldOfALaterVersion").put("x", 1);

        assertThat(MAPPER.treeToValue(newer, message.getClass())).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"submission\":\"3-1\",\"stage\":\"image\",\"outcome\":\"ok\"}",
                "{\"submission\":\"3-1\",\"stage\":\"image\",\"outcome\":\"failed\"}",
                "{\"submission\":\"3-1\",\"stage\":\"picture\",\"outcome\":\"absent\",\"reason\":\"x\"}",
                "{\"submission\":\"3\",\"stage\":\"image\",\"outcome\":\"absent\",\"reason\":\"x\"}",
                "{\"stage\":\"image\",\"outcome\":\"absent\",\"reason\":\"x\"}",
                "{\"submission\":\"3-1\",\"stage\":\"image\",\"model\":\"m\",\"version\":1,\"outcome\":\"ok\","
                        + "\"scores\":[{\"label\":\"a\",\"score\":1.5}]}"
            })
    void anInvalidPredictionCannotBeRead(String json) {
        assertThatThrownBy(() -> MAPPER.readValue(json, Prediction.class)).isInstanceOf(IOException.class);
    }

    private static Ruling ruling() {
        return new Ruling(
                TRAINING,
                Ruling.Verdict.REVOKE,
                "receipts",
                "label-7",
                "pseudo",
                "receipts-text@3",
                RECEIVED,
                DECIDED,
                Label.Kind.PSEUDO,
                "ann",
                "it learnt from a broken import",
                DECIDED);
    }

    private static Label label() {
        return new Label(
                LABEL,
                "3-1042",
                "pages",
                Label.Kind.HUMAN,
                "ann",
                "review",
                RECEIVED,
                List.of("a", "k"),
                null,
                List.of(CHARACTER),
                null,
                null,
                true,
                null);
    }

    private static Pipeline learning() {
        var pipeline = new Pipeline(
                "receipts",
                null,
                null,
                Task.SINGLE_LABEL,
                Combination.MEAN,
                List.of(new Member("receipts-image", Stage.IMAGE, 1)),
                null);
        return pipeline.with(new LoopRules(
                List.of("UNIHAKKA", "OTHER"),
                90,
                new LoopRules.Pseudo(
                        LoopRules.Pseudo.Policy.GAP, LoopRules.Pseudo.Kind.SOFT, 0.5, 0.8, 5.0, 10.0, 100, true, 0.9),
                Map.of("api", new LoopRules.Source(100, 0.5, 0.25)),
                new LoopRules.Trainings("deploy/pipelines/receipts.yaml", 100, 24.0),
                new LoopRules.Gate(0.01, 0.95, 0.1, 0.05, 2.0, 500.0, 20, LoopRules.Gate.Promotion.BY_HAND, true)));
    }

    private static Result result() {
        return new Result(
                "01936f2a-5f00-7c3e-8f4b-1d2c3b4a5968",
                SUBMISSION,
                "receipts",
                Status.PARTIAL,
                "UNIHAKKA",
                0.97,
                List.of(new ScoredLabel("UNIHAKKA", 0.97), new ScoredLabel("OTHER", 0.02)),
                List.of("a", "k"),
                "UNIHAKKA INTERNATIONAL",
                List.of(LINE),
                List.of(CHARACTER),
                "は",
                List.of(0.5f),
                List.of(
                        new Vote(
                                "receipts-text",
                                3,
                                Outcome.OK,
                                null,
                                0.6,
                                List.of(new ScoredLabel("UNIHAKKA", 0.98)),
                                14.5),
                        new Vote("receipts-page", 1, Outcome.FAILED, "the model failed on it", 0, null, null)),
                List.of(new Missing("receipts-image", "deadline")),
                null,
                RECEIVED,
                DECIDED);
    }

    private static Result page() {
        return new Result(
                "01936f2a-5f00-7c3e-8f4b-1d2c3b4a5968",
                SUBMISSION,
                "pages",
                Status.COMPLETE,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(CharacterBox.found(0.75, 10, 20, 30, 40)
                        .read("U+306F", 0.9, List.of(new CharacterBox.Alternative("U+307B", 0.0625)))),
                "は",
                null,
                List.of(new Vote("page-detector", 2, Outcome.OK, null, 1, null, 410.5)),
                null,
                null,
                RECEIVED,
                DECIDED);
    }

    private static Result refused() {
        return new Result(
                "0-7",
                new Submission(0, 7),
                "recepits",
                Status.FAILED,
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
                null,
                "there is no pipeline recepits",
                RECEIVED,
                DECIDED);
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static JsonNode golden(String file) throws IOException {
        try (var in = WireTest.class.getResourceAsStream("/wire/" + file + ".json")) {
            return MAPPER.readTree(in);
        }
    }
}
