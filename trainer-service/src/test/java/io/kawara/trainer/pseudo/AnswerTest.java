package io.kawara.trainer.pseudo;

import static io.kawara.trainer.labels.Answers.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.contracts.Vote;
import io.kawara.trainer.labels.Answers;
import io.kawara.trainer.labels.Ledger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void theGapOfLogitsIsTheLogarithmOfTheScoresRatio() {
        var candidate = only(Answers.of("i", Map.of("a", 0.9, "b", 0.09, "c", 0.01)), Task.SINGLE_LABEL);

        assertThat(candidate.gap()).isCloseTo(Math.log(10), within(1e-12));
        assertThat(candidate.second()).isCloseTo(Math.log(0.09 / 0.91), within(1e-12));
    }

    @Test
    void saturatedIsWhatAllMembersAgreeOnBeyondSinglePrecision() {
        assertThat(only(voted(0.9999, 0.9999), Task.SINGLE_LABEL).saturated()).isTrue();
        assertThat(only(voted(0.99, 0.99), Task.SINGLE_LABEL).saturated()).isFalse();
        assertThat(only(voted(0.999999, 0.4), Task.SINGLE_LABEL).saturated()).isFalse();
    }

    @Test
    void severalLabelsAreAsSureAsTheLeastSureOne() {
        var result = several(Map.of("a", 0.95, "b", 0.2), List.of("a"));

        var candidate = only(result, Task.MULTI_LABEL);

        assertThat(candidate.classes()).containsExactly("a");
        assertThat(candidate.score()).isEqualTo(0.8);
        assertThat(candidate.gap()).isCloseTo(Math.log(4), within(1e-12));
    }

    @Test
    void severalLabelsSaturateTogether() {
        assertThat(only(several(Map.of("a", 0.99999, "b", 0.00001), List.of("a")), Task.MULTI_LABEL)
                        .saturated())
                .isTrue();
        assertThat(only(several(Map.of("a", 0.99999, "b", 0.1), List.of("a")), Task.MULTI_LABEL)
                        .saturated())
                .isFalse();
    }

    @Test
    void eachCharacterOfAPageIsACandidate() {
        var read =
                new CharacterBox("U+3042", 0.9, 1, 2, 3, 4, 0.8, List.of(new CharacterBox.Alternative("U+3044", 0.05)));
        var result = new Result(
                "i",
                new Submission(0, 0),
                "p",
                Status.COMPLETE,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(CharacterBox.found(0.9, 0, 0, 1, 1), read),
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        var candidate = only(result, Task.PAGES);

        assertThat(candidate.part()).isEqualTo(1);
        assertThat(candidate.classes()).containsExactly("U+3042");
        assertThat(candidate.gap()).isCloseTo(Math.log(18), within(1e-9));
    }

    @Test
    void aModelThatDoesNotCountHasMadeNothing() {
        var uncounted =
                new Vote("shadow", 7, io.kawara.contracts.Outcome.OK, null, 0, List.of(new ScoredLabel("a", 1)), 1.0);
        var result = Answers.of("i", Map.of("a", 1.0), Ledger.MORNING, vote("m", 3, Map.of("a", 1.0)), uncounted);

        assertThat(Answer.models(result)).containsExactly("m@3");
    }

    private static Result voted(double first, double second) {
        return Answers.of(
                "i",
                Map.of("a", (first + second) / 2, "b", 1 - (first + second) / 2),
                Ledger.MORNING,
                vote("image", 1, Map.of("a", first, "b", 1 - first)),
                vote("text", 1, Map.of("a", second, "b", 1 - second)));
    }

    private static Result several(Map<String, Double> scores, List<String> labels) {
        return new Result(
                "i",
                new Submission(0, 0),
                "p",
                Status.COMPLETE,
                null,
                null,
                scores.entrySet().stream()
                        .map(s -> new ScoredLabel(s.getKey(), s.getValue()))
                        .toList(),
                labels,
                null,
                null,
                null,
                null,
                null,
                List.of(vote("one", 1, scores), vote("two", 1, scores)),
                null,
                null,
                null,
                null);
    }

    private static Candidate only(Result result, Task task) {
        var stage = task == Task.PAGES ? Stage.DETECTOR : Stage.IMAGE;
        var pipeline = new Pipeline("p", null, null, task, null, List.of(new Member("m", stage, 1)), null, null);
        var candidates = Answer.candidates(result, null, pipeline);
        assertThat(candidates).hasSize(1);
        return candidates.get(0);
    }
}
