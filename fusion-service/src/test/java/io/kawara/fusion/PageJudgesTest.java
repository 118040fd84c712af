package io.kawara.fusion;

import static io.kawara.fusion.PageSamples.BOXES;
import static io.kawara.fusion.PageSamples.FILTERED;
import static io.kawara.fusion.PageSamples.RANKED;
import static io.kawara.fusion.PageSamples.found;
import static io.kawara.fusion.PageSamples.foundAll;
import static io.kawara.fusion.PageSamples.read;
import static io.kawara.fusion.PageSamples.readAll;
import static io.kawara.fusion.Samples.NOON;
import static io.kawara.fusion.Samples.at;
import static io.kawara.fusion.Samples.pipeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Candidates;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.Missing;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Task;
import io.kawara.contracts.Vote;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.pages.FilterFeatures;
import io.kawara.pages.RankingFeatures;
import io.kawara.serving.Device;
import io.kawara.serving.LiveModels;
import io.kawara.serving.SessionSettings;
import io.kawara.serving.TestRegistry;
import io.kawara.serving.TinyTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PageJudgesTest {
    private static final List<String> RANKING =
            new RankingFeatures(List.of("crops"), RankingFeatures.Kind.COMPETITION).columns();

    @TempDir
    Path folder;

    private TestRegistry registry;
    private LiveModels models;

    @BeforeEach
    void open() {
        var blobs = new BlobStore(folder);
        registry = new TestRegistry(blobs);
        models = new LiveModels(blobs, new SessionSettings(Device.CPU, 1), Stage.FUSION, (model, version) -> {});
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void aFilterKeepsWhatItFindsProbable() throws Exception {
        // logit = 100 (detector's score - 0.75): the box of 0.7 goes.
        serve(FILTERED, "filter", 4, FilterFeatures.COLUMNS, "bbox_score", 100, -75);
        var waiting = open(FILTERED).with(foundAll(0));
        assertThat(waiting.decide()).isEqualTo(new Decision.Wait());

        var answer = decided(waiting.with(readAll(0, "crops", "U+3046", "U+3048", "U+3042")));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.transcription()).isEqualTo("うえ");
        assertThat(answer.missing()).isEmpty();
        assertThat(answer.votes())
                .extracting(Vote::model, Vote::version, Vote::outcome, Vote::weight)
                .containsExactly(
                        tuple("boxes", 2, Outcome.OK, 1.0),
                        tuple("crops", 3, Outcome.OK, 1.0),
                        tuple("filter", 4, Outcome.OK, 1.0));
        assertThat(answer.votes().get(2).millis()).isPositive();
    }

    @Test
    void thePageThatComesAfterAModelWasSwappedIsJudgedByTheNewOne() throws Exception {
        serve(FILTERED, "filter", 1, FilterFeatures.COLUMNS, "bbox_score", 0, 5);
        assertThat(decided(whole(FILTERED)).characters()).hasSize(3);

        serve(FILTERED, "filter", 2, FilterFeatures.COLUMNS, "bbox_score", 0, -5);
        while (!Integer.valueOf(2).equals(models.versions().get("filter"))) {
            Thread.sleep(10);
        }
        var answer = decided(whole(FILTERED));

        assertThat(answer.characters()).isEmpty();
        assertThat(answer.votes().get(2).version()).isEqualTo(2);
    }

    @Test
    void theSamePageIsAnsweredTheSame() throws Exception {
        serve(FILTERED, "filter", 1, FilterFeatures.COLUMNS, "bbox_score", 3, -2);

        assertThat(decided(whole(FILTERED)).characters())
                .isEqualTo(decided(whole(FILTERED)).characters());
    }

    @Test
    void severalFiltersJudgeByTheirWeightedMean() throws Exception {
        var two = pipeline(
                "two",
                null,
                Task.PAGES,
                new Member("boxes", Stage.DETECTOR, 1),
                new Member("crops", Stage.CHARACTER, 1),
                new Member("light", Stage.FUSION, 1),
                new Member("heavy", Stage.FUSION, 3));
        serve(two, "light", 1, FilterFeatures.COLUMNS, "bbox_score", 0, 20); // 1
        serve(two, "heavy", 1, FilterFeatures.COLUMNS, "bbox_score", 0, -0.6f); // 0.354: mean 0.516
        assertThat(decided(whole(two)).characters()).hasSize(3);

        serve(two, "heavy", 2, FilterFeatures.COLUMNS, "bbox_score", 0, -0.8f); // 0.31: mean 0.483
        while (!Integer.valueOf(2).equals(models.versions().get("heavy"))) {
            Thread.sleep(10);
        }
        var answer = decided(whole(two));
        assertThat(answer.characters()).isEmpty();
        assertThat(answer.votes()).extracting(Vote::weight).containsExactly(1.0, 1.0, 0.25, 0.75);
    }

    @Test
    void theSecondLevelChoosesAmongCandidates() throws Exception {
        serve(RANKED, "ranking", 1, RANKING, "crops.top2.is_candidate", 4, -2);
        var answer = decided(open(RANKED)
                .with(found(0, BOXES.get(0)))
                .with(read(0, "crops", BOXES.subList(0, 1), Map.of("U+3042", 0.9, "U+3044", 0.1))));

        assertThat(answer.characters()).singleElement().satisfies(character -> {
            assertThat(character.code()).isEqualTo("U+3044");
            assertThat(character.score()).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-4));
            assertThat(character.found()).isEqualTo(0.9);
        });
        assertThat(answer.votes()).extracting(Vote::outcome).containsOnly(Outcome.OK);
    }

    @Test
    void theSecondLevelMayFindThatThereIsNoCharacter() throws Exception {
        serve(RANKED, "ranking", 1, RANKING, "candidate_code", -1, 0);
        var answer = decided(whole(RANKED));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.characters()).isEmpty();
    }

    @Test
    void withoutAVersionThatServesTheDetectorsScoreDecides() throws Exception {
        follow(FILTERED);
        var unsure = CharacterBox.found(0.4, 300, 10, 20, 20);
        var answer = decided(open(FILTERED)
                .with(found(0, BOXES.get(0), unsure))
                .with(read(0, "crops", List.of(BOXES.get(0), unsure), Map.of("U+3042", 1.0), Map.of("U+3044", 1.0))));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.transcription()).isEqualTo("あ");
        assertThat(answer.missing()).containsExactly(new Missing("filter", "model filter has no version that serves"));
    }

    @Test
    void aModelOfOtherColumnsFailsAndSaysSo() throws Exception {
        serve(FILTERED, "filter", 1, List.of("height", "width"), "width", 0, -5);
        var answer = decided(whole(FILTERED));

        assertThat(answer.characters()).hasSize(3);
        assertThat(answer.missing())
                .containsExactly(
                        new Missing("filter", "its columns are neither those of a filter nor of a second level"));
        assertThat(answer.votes().get(2).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anEmptyPageIsNotJudged() throws Exception {
        serve(FILTERED, "filter", 1, FilterFeatures.COLUMNS, "bbox_score", 0, 5);
        var answer = decided(open(FILTERED)
                .with(found(0))
                .with(Prediction.read(at(0), "filtered", "crops", 3, List.of(), Candidates.of(9, List.of()), 0)));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.votes()).extracting(Vote::model).containsExactly("boxes", "crops");
        assertThat(answer.missing()).isEmpty();
    }

    private void serve(
            Pipeline pipeline, String model, int version, List<String> columns, String column, float factor, float bias)
            throws Exception {
        var card = TinyTable.card(model, version, columns);
        registry.serve(card, TinyTable.of(card, column, factor, bias));
        follow(pipeline);
    }

    private void follow(Pipeline pipeline) throws Exception {
        models.follow(registry.now().with(RegistryKey.pipeline(pipeline.name()), Json.write(pipeline)));
    }

    private static Case whole(Pipeline pipeline) {
        return open(pipeline).with(foundAll(0)).with(readAll(0, "crops", "U+3046", "U+3048", "U+3042"));
    }

    private static Case open(Pipeline pipeline) {
        return Case.open(new Submitted(at(0), "id", pipeline.name(), NOON, null, null), pipeline, null);
    }

    private Result decided(Case settled) {
        return new PageVerdict(models::acquire).write(settled, (Decision.Close) settled.decide(), NOON);
    }
}
