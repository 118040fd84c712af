package io.kawara.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One image in, one answer out, through every service. */
class AnswersTest {
    private static RunningStack stack;
    private static Sender sender;
    private static Answers answers;

    @BeforeAll
    static void start() throws Exception {
        stack = RunningStack.shared();
        sender = new Sender(stack.bootstrapServers());
        answers = new Answers(stack.bootstrapServers());
    }

    @AfterAll
    static void stop() throws Exception {
        sender.close();
        answers.close();
    }

    @Test
    void answersAnImageSentWithoutKeyOrHeader() throws Exception {
        Submission submission = sender.image(stack.sample());

        Result answer = answers.await1(submission);

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.id()).isEqualTo(submission.toString());
        assertThat(answer.pipeline()).isEqualTo("default");
        assertThat(answer.label()).isNotBlank();
        assertThat(answer.lines()).isNotEmpty();
        assertThat(answer.votes()).extracting("model").containsExactlyInAnyOrder("slips-image", "slips-text");
        assertThat(answer.votes()).allSatisfy(vote -> {
            assertThat(vote.version()).isPositive();
            assertThat(vote.weight()).isPositive();
            assertThat(vote.scores()).isNotEmpty();
            assertThat(vote.millis()).isNotNegative();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "tiff", "jpg"})
    void readsTheWordsInEachFormat(String format) throws Exception {
        Result answer = answers.await1(sender.image(Pictures.withText(format, "HELLO KAWARA")));

        assertThat(answer.status()).isEqualTo(Status.COMPLETE);
        assertThat(answer.text()).isEqualToIgnoringCase("HELLO KAWARA");
        assertThat(answer.lines().get(0)).satisfies(line -> {
            assertThat(line.x()).isBetween(20, 45);
            assertThat(line.y()).isBetween(30, 55);
            assertThat(line.confidence()).isGreaterThan(0.5);
        });
    }

    @Test
    void failsAnEmptyImage() throws Exception {
        assertFailed(answers.await1(sender.image(new byte[0])), "empty");
    }

    @Test
    void failsATextFile() throws Exception {
        assertFailed(answers.await1(sender.image("To whom it may concern".getBytes(UTF_8))), "not an image");
    }

    @Test
    void failsATruncatedJpeg() throws Exception {
        byte[] whole = Pictures.withText("jpg", "HELLO");
        assertFailed(answers.await1(sender.image(Arrays.copyOf(whole, whole.length / 2))), "JPEG");
    }

    @Test
    void refusesAnEnormousPngBeforeDecodingIt() throws Exception {
        assertFailed(answers.await1(sender.image(Pictures.hugePng(20_000, 20_000))), "20000");
    }

    @Test
    void failsAnUnknownPipeline() throws Exception {
        assertFailed(answers.await1(sender.image(stack.sample(), Map.of(Headers.PIPELINE, "nowhere"))), "nowhere");
    }

    @Test
    void keepsTheSendersId() throws Exception {
        assertThat(answers.await1(sender.image(stack.sample(), Map.of(Headers.ID, "my-photo-7")))
                        .id())
                .isEqualTo("my-photo-7");
    }

    @Test
    void answersPartialWhenTheDeadlineHadPassed() throws Exception {
        String past = Instant.now().minus(Duration.ofMinutes(1)).toString();

        Result answer = answers.await1(sender.image(stack.sample(), Map.of(Headers.EXPIRY_TIME, past)));

        assertThat(answer.status()).isEqualTo(Status.PARTIAL);
        assertThat(answer.missing()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"texts", "predictions"})
    void livesOnAfterBytesThatAreNoMessage(String topic) throws Exception {
        long before = stack.records(topic + ".dead");

        sender.raw(topic, 0, "{not json".getBytes(UTF_8));

        await().atMost(Duration.ofMinutes(1)).until(() -> stack.records(topic + ".dead") > before);
        assertThat(answers.await1(sender.image(stack.sample())).status()).isEqualTo(Status.COMPLETE);
    }

    private static void assertFailed(Result answer, String why) {
        assertThat(answer.status()).isEqualTo(Status.FAILED);
        assertThat(answer.reason()).contains(why);
        assertThat(answer.label()).isNull();
    }
}
