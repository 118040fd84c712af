package io.kawara.gateway.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.Submission;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Answers answers = new Answers(new RecentAnswers(3, 10_000), 2);

    @Test
    void handsAnAnswerToWhoeverWaits() {
        answers.expect("a");
        var first = answers.within(LONG, "a").toCompletableFuture();
        var second = answers.within(LONG, "a").toCompletableFuture();
        assertThat(first).isNotDone();

        answers.add(answer("a", 0));

        assertThat(first.join()).contains(answer("a", 0));
        assertThat(second.join()).contains(answer("a", 0));
        assertThat(answers.waiting()).isZero();
    }

    @Test
    void hasAnAnswerThatCameBeforeItWasAskedFor() {
        answers.expect("a");
        answers.add(answer("a", 0)); // before the send was acknowledged
        answers.sent("a", new Submission(0, 0));

        assertThat(answers.within(LONG, "a").toCompletableFuture())
                .isCompletedWithValue(java.util.Optional.of(answer("a", 0)));
        assertThat(answers.find(new Submission(0, 0))).isPresent();
        assertThat(answers.pending("a")).isEmpty();
    }

    @Test
    void hasNothingWhenTheTimeHasPassed() {
        answers.expect("a");
        assertThat(answers.within(Duration.ofMillis(1), "a")
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        answers.add(answer("a", 0));
        assertThat(answers.find("a")).isPresent();
    }

    @Test
    void knowsWhereWhatItWaitsForLies() {
        answers.expect("a");
        assertThat(answers.pending("a")).isEmpty();
        answers.sent("a", new Submission(2, 7));
        assertThat(answers.pending("a")).contains(new Submission(2, 7));
    }

    @Test
    void forgetsADeletedImage() {
        answers.add(answer("a", 0));
        answers.add(answer("b", 1));

        answers.forget("a");

        assertThat(answers.find("a")).isEmpty();
        assertThat(answers.find(new Submission(0, 0))).isEmpty();
        assertThat(answers.isDeleted("a")).isTrue();
        assertThat(answers.find("b")).isPresent();
        assertThat(answers.isDeleted("b")).isFalse();
    }

    @Test
    void waitsForSoManyOnly() {
        answers.expect("a");
        answers.expect("b");
        answers.expect("c");
        assertThat(answers.waiting()).isEqualTo(2);
        answers.withdraw("b");
        assertThat(answers.waiting()).isEqualTo(1);
    }

    @Test
    void tellsListenersOfNewAnswersOnly() {
        List<Answer> heard = new ArrayList<>();
        Runnable stop = answers.follow(0, any -> true, heard::add);
        answers.add(answer("a", 0));
        answers.add(answer("a", 0)); // decided again after a restart
        answers.add(answer("b", 1));
        stop.run();
        answers.add(answer("c", 2));
        assertThat(heard).containsExactly(answer("a", 0), answer("b", 1));
    }

    @Test
    void beginsWithTheNewestThatMatchTheNewestLast() {
        answers.add(answer("a", 0));
        answers.add(answer("b", 1));
        answers.add(answer("c", 2));
        List<Answer> heard = new ArrayList<>();
        answers.follow(2, some -> !some.result().id().equals("b"), heard::add);
        answers.add(answer("d", 3));
        assertThat(heard).containsExactly(answer("a", 0), answer("c", 2), answer("d", 3));
    }

    @Test
    void forgetsTheOldestAndKnowsThatItMay() {
        for (int offset = 0; offset < 5; offset++) {
            answers.add(answer("id" + offset, offset));
        }
        assertThat(answers.find("id1")).isEmpty();
        assertThat(answers.find("id2")).isPresent();
        assertThat(answers.wouldKnow(new Submission(0, 1))).isFalse();
        assertThat(answers.wouldKnow(new Submission(0, 2))).isTrue();
        assertThat(answers.wouldKnow(new Submission(1, 0))).isTrue();
    }

    @Test
    void forgetsByTheSizeToo() {
        var small = new RecentAnswers(100, 2L * answer("a", 0).json().length());
        small.add(answer("a", 0));
        small.add(answer("b", 1));
        small.add(answer("c", 2));
        assertThat(small.find("a")).isEmpty();
        assertThat(small.find("c")).isPresent();
    }

    @Test
    void keepsFieldsItDoesNotKnow() throws InvalidMessage {
        String json = "{\"id\":\"a\",\"submission\":\"0-1\",\"status\":\"complete\",\"invented\":{\"later\":[1]}}";
        Answer answer = Answer.read(json.getBytes(UTF_8));
        assertThat(new String(Json.write(List.of(answer)), UTF_8)).isEqualTo("[" + json + "]");
    }

    private static Answer answer(String id, long offset) {
        String json = "{\"id\":\"" + id + "\",\"submission\":\"0-" + offset + "\",\"status\":\"complete\"}";
        try {
            return Answer.read(json.getBytes(UTF_8));
        } catch (InvalidMessage e) {
            throw new AssertionError(e);
        }
    }
}
