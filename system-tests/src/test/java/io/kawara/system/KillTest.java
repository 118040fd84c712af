package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Kill -9 of each process in the middle of a stream. */
class KillTest {
    private static final int IMAGES = 500;

    @Test
    void answersEveryImageOnceWhateverIsKilled() throws Exception {
        try (var stack = RunningStack.own();
                var answers = new Answers(stack.bootstrapServers())) {
            var submissions = java.util.Collections.synchronizedList(new ArrayList<Submission>());
            var sending = CompletableFuture.runAsync(() -> send(stack, submissions));

            var victims = List.of(
                    Service.OCR,
                    Service.DETECTOR,
                    Service.CLASSIFIER,
                    Service.TEXT,
                    Service.FUSION,
                    Service.KAFKA,
                    Service.GATEWAY);
            for (int i = 0; i < victims.size(); i++) {
                int reached = (i + 1) * IMAGES / (victims.size() + 1);
                await().atMost(Duration.ofMinutes(3))
                        .until(() -> answers.answered(List.copyOf(submissions)) >= reached);
                stack.kill9(victims.get(i));
                stack.start(victims.get(i));
            }
            sending.get();

            assertThat(submissions).hasSize(IMAGES).doesNotHaveDuplicates();
            await().atMost(Duration.ofMinutes(5)).until(() -> answers.answered(submissions) == IMAGES);
            stack.awaitQuiet();
            assertThat(answers.count()).isEqualTo(IMAGES);
            assertThat(submissions)
                    .allSatisfy(submission -> assertThat(answers.to(submission))
                            .singleElement()
                            .satisfies(answer -> assertThat(answer.status()).isEqualTo(Status.COMPLETE)));
        }
    }

    /** Sends each image once; the producer is idempotent, so a retry after the broker's death makes no second record. */
    private static void send(RunningStack stack, List<Submission> submissions) {
        try (var sender = new Sender(stack.bootstrapServers())) {
            byte[] image = Pictures.withText("png", "HELLO");
            for (int i = 0; i < IMAGES; i++) {
                submissions.add(sender.image(image));
            }
        } catch (Exception e) {
            throw new IllegalStateException("sending failed after " + submissions.size() + " images", e);
        }
    }
}
