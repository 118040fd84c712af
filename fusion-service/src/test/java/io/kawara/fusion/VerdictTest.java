package io.kawara.fusion;

import static io.kawara.fusion.Samples.NOON;
import static io.kawara.fusion.Samples.PRODUCTS;
import static io.kawara.fusion.Samples.READING;
import static io.kawara.fusion.Samples.RECEIPTS;
import static io.kawara.fusion.Samples.TAGS;
import static io.kawara.fusion.Samples.absent;
import static io.kawara.fusion.Samples.at;
import static io.kawara.fusion.Samples.failed;
import static io.kawara.fusion.Samples.picture;
import static io.kawara.fusion.Samples.ranked;
import static io.kawara.fusion.Samples.scores;
import static io.kawara.fusion.Samples.text;
import static io.kawara.fusion.Samples.title;
import static io.kawara.fusion.Samples.unread;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Missing;
import io.kawara.contracts.Outcome;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoreFusion;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Vote;
import io.kawara.messaging.Json;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void showsEveryVoteWithTheWeightItHad() {
        var answer = decided(
                open(PRODUCTS).with(picture(0, "shoe", 0.9, "sock", 0.1)).with(title(0, "sock", 0.6, "shoe", 0.4)));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.label()).isEqualTo("shoe");
        assertThat(answer.score()).isEqualTo((1 * 0.9 + 3 * 0.4) / 4);
        assertThat(answer.votes())
                .containsExactly(
                        new Vote("picture", 1, Outcome.OK, null, 0.25, scores("shoe", 0.9, "sock", 0.1), 12.5),
                        new Vote("title", 1, Outcome.OK, null, 0.75, scores("sock", 0.6, "shoe", 0.4), 12.5));
        assertThat(answer.missing()).isEmpty();
    }

    @Test
    void anAbsentMemberLeavesItsWeightToTheOthers() {
        var answer = decided(open(PRODUCTS)
                .with(picture(0, "shoe", 0.9, "sock", 0.1))
                .with(absent(0, Stage.TEXT, "title", "no text was read")));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.score()).isEqualTo(0.9);
        assertThat(answer.votes()).extracting(Vote::weight).containsExactly(1.0, 0.0);
        assertThat(answer.votes().get(1).outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(answer.missing()).containsExactly(new Missing("title", "no text was read"));
    }

    @Test
    void aStagesAnswerIsThatOfAllItsMembers() {
        var answer = decided(open(PRODUCTS)
                .with(absent(0, Stage.IMAGE, null, "pipeline products is not known to the classifier"))
                .with(title(0, "sock", 1.0)));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.missing())
                .containsExactly(new Missing("picture", "pipeline products is not known to the classifier"));
    }

    @Test
    void failsWithTheReasonWhenNoMemberCouldAnswer() {
        var answer = decided(open(RECEIPTS)
                .with(unread(0, Outcome.FAILED, "not an image"))
                .with(failed(0, Stage.IMAGE, "paper", "not an image"))
                .with(absent(0, Stage.TEXT, "words", "no text was read")));

        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.reason()).isEqualTo("not an image");
        assertThat(answer.label()).isNull();
        assertThat(answer.votes()).extracting(Vote::outcome).containsExactly(Outcome.FAILED, Outcome.ABSENT);
    }

    @Test
    void failsNamingEachMemberWhenAllAreAbsent() {
        var answer = decided(open(PRODUCTS)
                .with(absent(0, Stage.IMAGE, "picture", "model picture has no version that serves"))
                .with(absent(0, Stage.TEXT, "title", "no text was read")));

        assertThat(answer.reason())
                .isEqualTo("picture: model picture has no version that serves; title: no text was read");
    }

    @Test
    void carriesTheTextAndWhereItStands() {
        var read = text(0, "UNIHAKKA", "TOTAL 3.00");
        var answer = decided(open(RECEIPTS)
                .with(read)
                .with(ranked(0, Stage.IMAGE, "paper", 1, "UNIHAKKA", 1.0))
                .with(ranked(0, Stage.TEXT, "words", 2, "UNIHAKKA", 1.0)));

        assertThat(answer.text()).isEqualTo("UNIHAKKA\nTOTAL 3.00");
        assertThat(answer.lines()).isEqualTo(read.lines());
    }

    @Test
    void waitsForTheTextThoughAllMembersVoted() {
        var waiting = open(RECEIPTS)
                .with(ranked(0, Stage.IMAGE, "paper", 1, "UNIHAKKA", 1.0))
                .with(ranked(0, Stage.TEXT, "words", 2, "UNIHAKKA", 1.0));

        assertThat(waiting.decide()).isEqualTo(new Decision.Wait());
        assertThat(waiting.withPassedOver(Stage.OCR).decide()).isEqualTo(Decision.Close.PARTIAL);
        assertThat(waiting.withPassedOver(Stage.OCR).missing()).containsExactly(new Missing("ocr", "passed over"));
    }

    @Test
    void aPipelineThatOnlyReadsAnswersWithTheText() {
        var answer = decided(open(READING).with(text(0, "Hello")));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.text()).isEqualTo("Hello");
        assertThat(answer.label()).isNull();
    }

    @Test
    void aPipelineThatOnlyReadsIsCompleteThoughNothingIsWritten() {
        var answer = decided(open(READING).with(unread(0, Outcome.ABSENT, "nothing is written there")));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.missing()).containsExactly(new Missing("ocr", "nothing is written there"));
    }

    @Test
    void aPipelineThatOnlyReadsFailsWhereReadingFails() {
        var answer = decided(open(READING).with(unread(0, Outcome.FAILED, "not an image")));

        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.reason()).isEqualTo("not an image");
    }

    @Test
    void multiLabelAnswersTheLabelsAboveTheirThresholds() {
        var answer = decided(open(TAGS)
                .with(ranked(0, Stage.IMAGE, "tagger", 1, "red", 0.8, "dress", 0.51, "blue", 0.3, "rare", 0.2)));

        assertThat(answer.labels()).containsExactly("red", "dress", "rare");
        assertThat(answer.label()).isNull();
        assertThat(answer.scores()).hasSize(4);
    }

    @Test
    void ranksAsTheOfflineEvaluationDoes() {
        var picture = scores("shoe", 0.1, "sock", 0.2, "hat", 0.7);
        var title = scores("shoe", 0.3, "sock", 0.6, "cap", 0.1);
        var answer = decided(open(PRODUCTS)
                .with(io.kawara.contracts.Prediction.ranked(at(0), "products", Stage.TEXT, "title", 1, title, 1))
                .with(io.kawara.contracts.Prediction.ranked(at(0), "products", Stage.IMAGE, "picture", 1, picture, 1)));

        assertThat(answer.scores()).isEqualTo(ScoreFusion.fuse(PRODUCTS, Map.of("picture", picture, "title", title)));
    }

    @Test
    void showsTheBestScoresOnly() {
        Object[] many = IntStream.range(0, 50)
                .boxed()
                .flatMap(i -> java.util.stream.Stream.of((Object) ("label-" + i), (50 - i) / 1275.0))
                .toArray();
        var answer = decided(open(PRODUCTS).with(picture(0, many)).with(title(0, many)));

        assertThat(answer.scores()).hasSize(30);
        assertThat(answer.votes())
                .allSatisfy(vote -> assertThat(vote.scores())
                        .extracting(ScoredLabel::label)
                        .containsExactly("label-0", "label-1", "label-2", "label-3", "label-4"));
    }

    @Test
    void anOpenCaseIsReadAsItWasWritten() throws Exception {
        var waiting = new Case(
                        at(7),
                        "id",
                        RECEIPTS,
                        NOON,
                        NOON.plusMillis(1),
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        null,
                        null,
                        null,
                        null)
                .with(text(7, "UNIHAKKA"))
                .with(ranked(7, Stage.IMAGE, "paper", 1, "UNIHAKKA", 1 / 3.0))
                .withPassedOver(Stage.TEXT)
                .withShadow(
                        ranked(7, Stage.IMAGE, "paper", 2, "UNIHAKKA", 1 / 3.0).inShadow());

        assertThat(Json.read(Json.write(waiting), Case.class)).isEqualTo(waiting);
    }

    private static Case open(Pipeline pipeline) {
        return Case.open(new Submitted(at(0), "id", pipeline.name(), NOON, null, null), pipeline, null);
    }

    private static Result decided(Case settled) {
        assertThat(settled.decide()).isInstanceOf(Decision.Close.class);
        return Verdict.write(settled, (Decision.Close) settled.decide(), NOON);
    }
}
