package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.kawara.contracts.Outcome;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.messaging.BlobStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VotingRoundTest {
    private static final ModelCard CARD = TinyModels.imageCard("colours", 1, 2, "red", "green", "blue");

    @TempDir
    Path folder;

    private final List<Integer> runs = new ArrayList<>();
    private TestRegistry registry;
    private LiveModels models;

    @BeforeEach
    void open() {
        registry = new TestRegistry(new BlobStore(folder));
        models = new LiveModels(
                new BlobStore(folder), new SessionSettings(Device.CPU, 1), Stage.IMAGE, (model, version) -> {});
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void answersEachImageOnceForEachModelInTheOrderTheyWereAsked() throws Exception {
        var second = TinyModels.imageCard("constant", 4, 2, "a", "b");
        registry.pipeline("one", Stage.IMAGE, "colours")
                .pipeline("both", Stage.IMAGE, "colours", "constant")
                .serve(CARD, TinyModels.colours(CARD))
                .serve(second, TinyModels.constant(second, 0, 1));
        models.follow(registry.now());

        var predictions = vote(4, "one", "both", "one");

        assertThat(predictions).extracting(List::size).containsExactly(1, 2, 1);
        assertThat(predictions.get(1)).extracting(Prediction::model).containsExactly("colours", "constant");
        assertThat(predictions.get(1)).extracting(Prediction::version).containsExactly(1, 4);
        assertThat(predictions.get(2).get(0).submission()).isEqualTo(new Submission(0, 2));
        assertThat(predictions.get(2).get(0).scores().get(0).label()).isEqualTo("blue");
        assertThat(predictions.get(2).get(0).scores().get(0).score()).isEqualTo(1, offset(0.01));
        assertThat(runs).containsExactlyInAnyOrder(3, 1);
    }

    @Test
    void runsNoMoreAtOnceThanAskedFor() throws Exception {
        serveColours();

        assertThat(vote(4, "one", "one", "one", "one", "one", "one", "one", "one", "one"))
                .allMatch(one -> one.get(0).outcome() == Outcome.OK);
        assertThat(runs).containsExactly(4, 4, 1);
    }

    @Test
    void anInputOnWhichAModelFailsFailsAlone() throws Exception {
        serveColours();
        try (var round = new VotingRound<byte[]>(models, Stage.IMAGE)) {
            for (int i = 0; i < 5; i++) {
                var image = i == 2 ? new byte[11] : new byte[12];
                round.open(new Submission(0, i), "one").fill(card -> ModelInput.of(image));
            }
            count(round, 8);

            assertThat(round.ballots())
                    .extracting(ballot -> ballot.predictions().get(0).outcome())
                    .containsExactly(Outcome.OK, Outcome.OK, Outcome.FAILED, Outcome.OK, Outcome.OK);
            assertThat(round.ballots().get(2).predictions().get(0).reason()).contains("12 bytes, not 11");
        }
    }

    @Test
    void saysWhyThereIsNoInput() throws Exception {
        serveColours();
        try (var round = new VotingRound<byte[]>(models, Stage.IMAGE)) {
            round.open(new Submission(0, 0), "one").fill(card -> ModelInput.absent("no text was read"));
            round.open(new Submission(0, 1), "one").fill(card -> ModelInput.failed("the image is truncated"));
            round.open(new Submission(0, 2), "one").fill(card -> {
                throw new IllegalStateException("broken");
            });
            count(round, 8);

            assertThat(round.ballots())
                    .extracting(ballot -> ballot.predictions().get(0).reason())
                    .containsExactly(
                            "no text was read", "the image is truncated", "java.lang.IllegalStateException: broken");
            assertThat(runs).isEmpty();
        }
    }

    @Test
    void answersForTheStageWhereThePipelineIsNotKnown() throws Exception {
        serveColours();

        var prediction = vote(4, "other").get(0).get(0);

        assertThat(prediction.model()).isNull();
        assertThat(prediction.outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(prediction.reason()).isEqualTo("pipeline other is not known to the image stage");
    }

    @Test
    void answersNothingWhereTheStageHasNoPart() throws Exception {
        registry.pipeline("texts", Stage.TEXT, "words").pipeline("reads", Stage.IMAGE);
        models.follow(registry.now());

        assertThat(vote(4, "texts", "reads")).containsExactly(List.of(), List.of());
    }

    @Test
    void saysThatAModelHasNoVersion() throws Exception {
        registry.pipeline("one", Stage.IMAGE, "colours");
        models.follow(registry.now());

        var prediction = vote(4, "one").get(0).get(0);

        assertThat(prediction.model()).isEqualTo("colours");
        assertThat(prediction.reason()).isEqualTo("model colours has no version that serves");
    }

    @Test
    void keepsAVersionForTheWholeRound() throws Exception {
        serveColours();
        var next = TinyModels.imageCard("colours", 2, 2, "red", "green", "blue");
        try (var round = new VotingRound<byte[]>(models, Stage.IMAGE)) {
            round.open(new Submission(0, 0), "one").fill(card -> ModelInput.of(new byte[12]));
            models.follow(registry.serve(next, TinyModels.colours(next)).now());
            while (models.versions().get("colours") != 2) {
                Thread.sleep(5);
            }
            round.open(new Submission(0, 1), "one").fill(card -> ModelInput.of(new byte[12]));
            count(round, 8);

            assertThat(round.ballots())
                    .extracting(ballot -> ballot.predictions().get(0).version())
                    .containsExactly(1, 1);
        }
    }

    private void serveColours() {
        registry.pipeline("one", Stage.IMAGE, "colours").serve(CARD, TinyModels.colours(CARD));
        models.follow(registry.now());
    }

    /** Blue images, one for each pipeline. */
    private List<List<Prediction>> vote(int most, String... pipelines) throws InterruptedException {
        var blue = new byte[] {0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1};
        try (var round = new VotingRound<byte[]>(models, Stage.IMAGE)) {
            for (int i = 0; i < pipelines.length; i++) {
                round.open(new Submission(0, i), pipelines[i]).fill(card -> ModelInput.of(blue));
            }
            count(round, most);
            return round.ballots().stream().map(VotingRound.Ballot::predictions).toList();
        }
    }

    private void count(VotingRound<byte[]> round, int most) {
        Ranking<byte[]> run = (model, images) -> {
            if (images.size() > 1 || images.get(0).length == 12) {
                runs.add(images.size());
            }
            return model.imageScores(images);
        };
        round.count(run, most);
    }
}
