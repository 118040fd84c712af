package io.kawara.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Submission;
import io.kawara.gateway.answers.Answer;
import io.kawara.gateway.answers.Answers;
import io.kawara.gateway.answers.Archive;
import io.kawara.gateway.answers.Pending;
import io.kawara.gateway.answers.RecentAnswers;
import io.kawara.gateway.answers.Reply;
import io.kawara.gateway.answers.ResultFollower;
import io.kawara.gateway.intake.IdempotencyKeys;
import io.kawara.gateway.intake.ImageSender;
import io.kawara.gateway.intake.Submissions;
import io.kawara.gateway.intake.Upload;
import io.kawara.local.Broker;
import io.kawara.messaging.RegistryFollower;
import io.kawara.messaging.trust.TrustedKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several gateways beside each other on one Kafka, and one that starts later. */
class ReplicasTest {
    private static final Duration WAIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Broker broker;
    private static TinyStack stack;

    /** What a gateway is made of, without its HTTP server. */
    private static final class Replica implements AutoCloseable {
        final Answers answers = new Answers(new RecentAnswers(1000, 1_000_000), 1000);
        final Archive archive = new Archive(broker.bootstrapServers(), KafkaInJvm.TOPICS, 1);
        final Submissions submissions;
        private final ResultFollower results;
        private final RegistryFollower registry;
        private final ImageSender sender;

        Replica(int tail) {
            results = new ResultFollower(broker.bootstrapServers(), KafkaInJvm.TOPICS, tail, answers).start();
            registry = new RegistryFollower(
                            broker.bootstrapServers(), KafkaInJvm.TOPICS.registry(), TrustedKeys.EVERYBODY)
                    .start();
            sender = new ImageSender(broker.bootstrapServers(), KafkaInJvm.TOPICS.images(), 1 << 20, Clock.systemUTC());
            submissions = new Submissions(
                    registry::registry,
                    sender,
                    answers,
                    new IdempotencyKeys<>(10, WAIT, Clock.systemUTC()),
                    Duration.ofSeconds(1));
            await().until(() -> results.isReady() && registry.isCaughtUp());
        }

        CompletableFuture<Reply> send(int rgb, Duration wait) {
            var upload = new Upload(List.of(new Upload.Image("image", Images.png(rgb))), null, null, wait, null, null);
            return submissions
                    .submit(upload)
                    .thenApply(replies -> replies.get(0))
                    .toCompletableFuture();
        }

        @Override
        public void close() {
            results.close();
            registry.close();
            sender.close();
            archive.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a machine that builds is slow
        broker = Broker.start(folder);
        KafkaInJvm.prepare(broker.bootstrapServers());
        stack = new TinyStack(broker.bootstrapServers(), KafkaInJvm.TOPICS);
    }

    @AfterAll
    static void stop() {
        stack.close();
        broker.close();
    }

    @Test
    void eachAnswersItsOwnCallers() {
        try (var one = new Replica(100);
                var other = new Replica(100)) {
            List<CompletableFuture<Reply>> replies = IntStream.range(0, 60)
                    .mapToObj(rgb -> (rgb % 2 == 0 ? one : other).send(rgb, WAIT))
                    .toList();

            assertThat(replies)
                    .extracting(CompletableFuture::join)
                    .allSatisfy(reply -> assertThat(reply).isInstanceOf(Answer.class))
                    .extracting(reply -> ((Answer) reply).result().id())
                    .doesNotHaveDuplicates();
            assertThat(one.answers.waiting()).isZero();
            assertThat(other.answers.waiting()).isZero();
        }
    }

    @Test
    void anyKnowsWhatAnotherTook() {
        try (var one = new Replica(100);
                var other = new Replica(100)) {
            Submission submission = ((Pending) one.send(1, Duration.ZERO).join()).submission();

            assertThat(other.archive.has(submission)).isTrue();
            await().until(() -> other.answers.find(submission).isPresent());
        }
    }

    @Test
    void oneThatStartsLaterKnowsTheLatestAndFindsTheOlder() {
        Answer old;
        Answer latest;
        try (var first = new Replica(100)) {
            old = (Answer) first.send(1, WAIT).join();
            for (int rgb = 0; rgb < 30; rgb++) {
                first.send(rgb, WAIT).join();
            }
            latest = (Answer) first.send(2, WAIT).join();
        }

        try (var later = new Replica(1)) {
            assertThat(later.answers.find(latest.result().id())).contains(latest);
            assertThat(later.answers.find(old.result().submission())).isEmpty();
            assertThat(later.answers.wouldKnow(old.result().submission())).isFalse();
            assertThat(later.archive.answer(old.result().submission())).contains(old);

            Submission next = ((Answer) later.send(3, WAIT).join()).result().submission();
            assertThat(later.answers.wouldKnow(next)).isTrue();
        }
    }

    @Test
    void findsNoImageThatWasNeverSent() {
        try (var archive = new Archive(broker.bootstrapServers(), KafkaInJvm.TOPICS, 1)) {
            assertThat(archive.has(new Submission(0, 1_000_000))).isFalse();
            assertThat(archive.has(new Submission(KafkaInJvm.LANES, 0))).isFalse();
            assertThat(archive.image(new Submission(0, 1_000_000))).isEmpty();
        }
    }
}
