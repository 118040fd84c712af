package io.kawara.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import io.kawara.contracts.Topics;
import io.kawara.contracts.Vote;
import io.kawara.local.Service;
import io.kawara.messaging.Agreements;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Grounds;
import io.kawara.messaging.RegistryWriter;
import io.kawara.serving.ModelCard;
import io.kawara.serving.TinyModels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models that change while images stream. Version k of these models gives label {@code vK} nearly all of the score. */
class ModelSwapTest {
    private static final int SWAPS = 30;
    private static final int VERSIONS = 3;

    private static RunningStack stack;
    private static RegistryWriter registry;
    private static Sender sender;
    private static Answers answers;

    @BeforeAll
    static void start() throws Exception {
        stack = RunningStack.shared();
        registry = stack.registry("test");
        sender = new Sender(stack.bootstrapServers());
        answers = new Answers(stack.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        sender.close();
        answers.close();
    }

    @Test
    void swapsThirtyTimesWithoutAFailedOrMixedAnswer() throws Exception {
        for (int version = 1; version <= VERSIONS; version++) {
            publish("swapped", version);
        }
        registry.promote("swapped", 1, "test");
        pipeline("swapping", "swapped");
        awaitVersion("swapping", 1);

        var swapping = new AtomicBoolean(true);
        var sent = CompletableFuture.supplyAsync(() -> sendWhile(swapping));
        for (int swap = 1; swap <= SWAPS; swap++) {
            registry.promote("swapped", 1 + swap % VERSIONS, "test");
        }
        swapping.set(false);

        var versions = new TreeSet<Integer>();
        for (Submission submission : sent.get()) {
            Result answer = answers.await1(submission);
            assertThat(answer.status()).isEqualTo(Status.COMPLETE);
            Vote vote = answer.votes().get(0);
            assertThat(vote.scores().get(0).label()).isEqualTo("v" + vote.version());
            assertThat(answer.label()).isEqualTo("v" + vote.version());
            versions.add(vote.version());
        }
        assertThat(versions).hasSizeGreaterThan(1);
    }

    @Test
    void rollsBackToTheVersionBefore() throws Exception {
        publish("returning", 1);
        publish("returning", 2);
        registry.promote("returning", 1, "test");
        registry.promote("returning", 2, "test");
        pipeline("returns", "returning");
        awaitVersion("returns", 2);

        registry.rollback("returning", null, "test");

        awaitVersion("returns", 1);
    }

    @Test
    void keepsServingTheOldVersionWhenAFileIsNotWhatItsHashSays() throws Exception {
        publish("sound", 1);
        registry.promote("sound", 1, "test");
        pipeline("sounds", "sound");
        awaitVersion("sounds", 1);

        String hash = publish("sound", 2);
        spoil(hash);
        registry.promote("sound", 2, "test");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> stack.log(Service.CLASSIFIER).contains("sound@2"));
        await().atMost(Duration.ofMinutes(1)).until(() -> stack.health(Service.CLASSIFIER, "ready") == 503);
        assertThat(version("sounds")).isEqualTo(1);

        registry.rollback("sound", null, "test");
        await().atMost(Duration.ofMinutes(1)).until(() -> stack.health(Service.CLASSIFIER, "ready") == 200);
    }

    @Test
    void comparesAChallengerInShadowAndDoesNotCountIt() throws Exception {
        publish("trusted", 1);
        publish("trusted", 2);
        registry.promote("trusted", 1, "test");
        registry.challenge("trusted", 2, true, Grounds.of("test"));
        pipeline("trusting", "trusted");
        awaitVersion("trusting", 1);

        stack.start(Service.SHADOW_CLASSIFIER);
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                assertThat(answer("trusting").label()).isEqualTo("v1");
                return !agreements("trusted").isEmpty();
            });
            assertThat(agreements("trusted")).allSatisfy(pair -> {
                assertThat(pair.champion()).isEqualTo(1);
                assertThat(pair.challenger()).isEqualTo(2);
                assertThat(pair.answers()).isPositive();
                assertThat(pair.agreed()).isZero();
            });
        } finally {
            stack.kill9(Service.SHADOW_CLASSIFIER);
        }
    }

    private static List<Agreements.Pair> agreements(String model) {
        return Agreements.read(stack.bootstrapServers(), new Topics(""), model, Duration.ofSeconds(20));
    }

    private static List<Submission> sendWhile(AtomicBoolean swapping) {
        var submissions = new ArrayList<Submission>();
        try {
            byte[] image = Pictures.withText("png", "HELLO");
            while (swapping.get()) {
                submissions.add(sender.image(image, Map.of(Headers.PIPELINE, "swapping")));
                Thread.sleep(40);
            }
            return submissions;
        } catch (Exception e) {
            throw new IllegalStateException("sending failed after " + submissions.size() + " images", e);
        }
    }

    private static String publish(String name, int version) throws Exception {
        String[] labels = new String[VERSIONS];
        float[] logits = new float[VERSIONS];
        for (int i = 0; i < VERSIONS; i++) {
            labels[i] = "v" + (i + 1);
            logits[i] = i + 1 == version ? 9 : 0;
        }
        ModelCard card = TinyModels.imageCard(name, version, 8, labels);
        byte[] file = TinyModels.constant(card, logits);
        String hash = new BlobStore(stack.blobs()).put(file);
        registry.publish(
                new ModelVersion(name, version, "image-classification", hash, file.length, Instant.now(), Map.of()));
        return hash;
    }

    /** Changes one byte of a blob. */
    private static void spoil(String hash) throws Exception {
        var file = stack.blobs().resolve(hash.substring(0, 2)).resolve(hash);
        byte[] bytes = java.nio.file.Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        java.nio.file.Files.write(file, bytes);
    }

    private static void pipeline(String name, String model) {
        registry.put(new Pipeline(
                name,
                null,
                null,
                Task.SINGLE_LABEL,
                Combination.MEAN,
                List.of(new Member(model, Stage.IMAGE, 1)),
                Map.of()));
    }

    private static void awaitVersion(String pipeline, int version) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Integer.valueOf(version).equals(version(pipeline)));
    }

    /** The version that votes now; none while the services do not know of the pipeline or the model yet. */
    private static Integer version(String pipeline) throws Exception {
        Result answer = answer(pipeline);
        return answer.votes().isEmpty() ? null : answer.votes().get(0).version();
    }

    private static Result answer(String pipeline) throws Exception {
        return answers.await1(sender.image(Pictures.withText("png", "HELLO"), Map.of(Headers.PIPELINE, pipeline)));
    }
}
