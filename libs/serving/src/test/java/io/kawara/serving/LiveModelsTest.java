package io.kawara.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Stage;
import io.kawara.messaging.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveModelsTest {
    private static final byte[] IMAGE = new byte[12];

    @TempDir
    Path folder;

    private final Map<String, Integer> switched = new ConcurrentHashMap<>();
    private BlobStore blobs;
    private TestRegistry registry;
    private LiveModels models;

    @BeforeEach
    void open() {
        blobs = new BlobStore(folder);
        registry = new TestRegistry(blobs).pipeline("test", Stage.IMAGE, "tiny");
        models = new LiveModels(blobs, new SessionSettings(Device.CPU, 1), Stage.IMAGE, switched::put);
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void servesWhatTheRegistrySays() throws Exception {
        models.follow(registry.serve(publish(1)).now());

        try (var lease = models.acquire("tiny").orElseThrow()) {
            assertThat(lease.model().card().version()).isEqualTo(1);
        }
        assertThat(models.acquire("other")).isEmpty();
        assertThat(models.problems()).isEmpty();
        assertThat(switched).containsEntry("tiny", 1);
    }

    @Test
    void noAnswerMixesVersionsAndNoneFailsWhileThirtyVersionsAreSwapped() throws Exception {
        models.follow(registry.serve(publish(1)).now());
        var seen = ConcurrentHashMap.<OnnxModel>newKeySet();
        var over = new AtomicBoolean();
        var callers = Executors.newFixedThreadPool(4);
        var runs = new ArrayList<Future<?>>();
        for (int i = 0; i < 4; i++) {
            runs.add(callers.submit((Callable<Void>) () -> {
                while (!over.get()) {
                    try (var lease = models.acquire("tiny").orElseThrow()) {
                        seen.add(lease.model());
                        var version = lease.model().card().version();
                        assertThat(lease.model().imageScores(List.of(IMAGE))[0])
                                .isEqualTo(Activation.SOFTMAX.scores(signature(version), 1));
                    }
                }
                return null;
            }));
        }
        for (int version = 1; version <= 31; version++) {
            models.follow(registry.serve(publish(version)).now());
            while (seen.size() < version
                    && runs.stream().noneMatch(Future::isDone)) { // done before it is over: it failed
                Thread.sleep(1);
            }
        }
        over.set(true);
        for (var run : runs) {
            run.get(); // what failed in a caller fails here
        }
        callers.shutdown();

        assertThat(seen).hasSize(31);
        assertThat(seen.stream().filter(LiveModelsTest::isOpen)).hasSize(1);
        assertThat(models.versions()).containsEntry("tiny", 31);
    }

    @Test
    void anOldVersionStaysOpenUntilItsLastLeaseEnds() throws Exception {
        models.follow(registry.serve(publish(1)).now());
        var first = models.acquire("tiny").orElseThrow();
        var second = models.acquire("tiny").orElseThrow();
        models.follow(registry.serve(publish(2)).now());
        awaitVersion(2);

        first.close();
        first.close();
        assertThat(isOpen(second.model())).isTrue();
        second.close();
        assertThat(isOpen(second.model())).isFalse();
    }

    @Test
    void aFileWithAnotherHashDoesNotServeAndTheOldVersionGoesOn() throws Exception {
        models.follow(registry.serve(publish(1)).now());
        awaitVersion(1);
        var second = publish(2);
        Files.write(blobs.find(second.sha256()).orElseThrow(), new byte[] {1, 2, 3});
        models.follow(registry.serve(second).now());
        awaitProblem();

        assertThat(models.problems().get("tiny"))
                .startsWith("tiny@2 cannot serve: the file has the sha256 ")
                .endsWith("; tiny@1 goes on");
        assertThat(models.versions()).containsEntry("tiny", 1);
    }

    @Test
    void aVersionThatSaysSomethingElseHereThanWhereItWasMadeDoesNotServeAndTheOldOneGoesOn() throws Exception {
        models.follow(registry.serve(publish(1)).now());
        awaitVersion(1);
        var card = TinyModels.imageCard("tiny", 2, 2, "a", "b");
        var made = OnnxFile.of(GoldenExamples.into(TinyModels.constant(card, signature(2))))
                .card();
        models.follow(registry.serve(registry.publish(made, TinyModels.constant(made, signature(3))))
                .now());
        awaitProblem();

        assertThat(models.problems().get("tiny"))
                .startsWith("tiny@2 cannot serve: golden example 1 of 3: a gives 0.375 here, 0.25 where")
                .endsWith("; tiny@1 goes on");
        assertThat(models.versions()).containsEntry("tiny", 1);
    }

    @Test
    void aFileThatTurnsUpLaterServesWithoutAChangeOfTheRegistry() throws Exception {
        var version = publish(1);
        var blob = blobs.find(version.sha256()).orElseThrow();
        var hidden = Files.move(blob, folder.resolve("hidden"));
        models.follow(registry.serve(version).now());

        assertThat(models.acquire("tiny")).isEmpty();
        assertThat(models.problems().get("tiny")).contains("is not in the blob store");

        Files.move(hidden, blob);
        awaitVersion(1);
        assertThat(models.problems()).isEmpty();
    }

    @Test
    void aFileThatIsNotWhatTheRegistryCallsItDoesNotServe() throws Exception {
        var blob = publish(1);
        models.follow(registry.serve(new ModelVersion("tiny", 7, blob.task(), blob.sha256(), 1, null, null))
                .now());

        assertThat(models.acquire("tiny")).isEmpty();
        assertThat(models.problems().get("tiny")).contains("the file is tiny@1 by its card");
    }

    @Test
    void aModelThatNoPipelineNamesAnyMoreIsUnloaded() throws Exception {
        models.follow(registry.serve(publish(1)).now());
        var lease = models.acquire("tiny").orElseThrow();
        models.follow(registry.without("pipeline/test").now());
        while (!models.versions().isEmpty()) {
            Thread.sleep(5);
        }

        assertThat(models.acquire("tiny")).isEmpty();
        assertThat(switched).containsEntry("tiny", 0);
        assertThat(isOpen(lease.model())).isTrue();
        lease.close();
        assertThat(isOpen(lease.model())).isFalse();
    }

    @Test
    void anotherStagesMembersAreNotLoaded() throws Exception {
        models.follow(
                registry.pipeline("test", Stage.TEXT, "tiny").serve(publish(1)).now());
        while (!models.isSettled()) {
            Thread.sleep(5);
        }

        assertThat(models.versions()).isEmpty();
        assertThat(models.problems()).isEmpty();
    }

    /** Sessions that stayed open would keep 8 MB of weights each, 240 MB in all. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlatWhileThirtyVersionsAreSwapped() throws Exception {
        var before = 0L;
        for (int version = 1; version <= 40; version++) {
            var card = TinyModels.imageCard("tiny", version, 256, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
            var file = TinyModels.constant(card, 0, 1, 2, 3, 4, 5, 6, 7, 8, version);
            models.follow(registry.serve(registry.publish(card, file)).now());
            awaitVersion(version);
            System.gc(); // what grows beside a heap that stays small is native
            if (version == 10) {
                before = anonymousMegabytes();
            }
        }

        assertThat(anonymousMegabytes() - before).isLessThan(120);
    }

    /** What this process holds beside the files it has mapped. */
    private static long anonymousMegabytes() throws IOException {
        try (var status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private ModelVersion publish(int version) {
        var card = TinyModels.imageCard("tiny", version, 2, "a", "b");
        return registry.publish(card, TinyModels.constant(card, signature(version)));
    }

    private static float[] signature(int version) {
        return new float[] {version / 8f, 0};
    }

    private void awaitVersion(int version) throws InterruptedException {
        while (!Integer.valueOf(version).equals(models.versions().get("tiny"))) {
            Thread.sleep(5);
        }
    }

    private void awaitProblem() throws InterruptedException {
        while (models.problems().isEmpty()) {
            Thread.sleep(5);
        }
    }

    private static boolean isOpen(OnnxModel model) {
        try {
            return model.imageScores(List.of(IMAGE)).length == 1;
        } catch (IllegalStateException closed) {
            return false;
        }
    }
}
