package io.kawara.trainer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kawara.contracts.Cancellation;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingProgress.State;
import io.kawara.contracts.TrainingRequest;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.kawara.trainer.run.RunFolder;
import io.kawara.trainer.run.TinyData;
import io.kawara.trainer.search.RecipeSearch;
import io.kawara.trainer.search.SearchFile;
import io.kawara.trainer.search.Trial;
import io.kawara.trainer.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Requests and workers on a real broker. */
class WorkerTest {
    private static final Duration SESSION = Duration.ofSeconds(6); // the broker takes no less
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LANES = 4;

    @TempDir
    static Path kafka;

    private static Broker broker;

    @TempDir
    Path folder;

    private Topics topics;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @BeforeAll
    static void start() {
        broker = Broker.start(kafka);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws InterruptedException {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + "-");
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(topics, LANES).createMissing(admin);
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        workers.forEach(Worker::close);
        for (var thread : threads) {
            thread.join();
        }
    }

    @Test
    void twoWorkersShareFourTrainings() throws Exception {
        var data = TinyData.draw(folder);
        var runs = new HashMap<String, RunFolder>();
        for (int i = 1; i <= 4; i++) {
            var run = RunFolder.next(folder.resolve("runs"), "tiny-image");
            runs.put("t" + i, run);
            queue().add(request("t" + i, data.recipe(), List.of("train.epochs=2", "train.seed=" + i), run));
        }
        var job = new RunJob(folder, data.reader(), TinyData.quiet(), run -> {});
        work("one", job);
        work("two", job);

        var heard = await(() -> ended().size() == 4 ? heard() : null);
        assertThat(ended().values()).extracting(TrainingProgress::state).containsOnly(State.DONE);
        assertThat(ended().values()).extracting(TrainingProgress::worker).contains("one", "two");
        runs.values().forEach(run -> assertThat(run.model("tiny-image")).exists());
        assertThat(heard)
                .filteredOn(progress -> progress.epoch() != null && progress.epoch() == 2)
                .isNotEmpty()
                .allSatisfy(progress -> {
                    assertThat(progress.epochs()).isEqualTo(2);
                    assertThat(progress.examplesPerSecond()).isPositive();
                });
    }

    @Test
    void workersShareTheTrialsOfASearch() throws Exception {
        var data = TinyData.draw(folder);
        var file = Files.writeString(folder.resolve("rates.yaml"), """
            name: rates
            recipe: tiny.yaml
            keys:
              optimizer.learningRate: {from: 1e-5, to: 1e-2, scale: log}
            """);
        var run = RunFolder.next(folder.resolve("runs"), "rates");
        var search = new RecipeSearch(
                SearchFile.read(file, List.of()), file, List.of("train.epochs=1"), run, TinyData.quiet());
        var requests = new TrialRequests(search, folder).missing(4, trainings());
        queue().addAll(requests);
        assertThat(trainings().all())
                .extracting(SubmittedTraining::name, SubmittedTraining::state)
                .containsExactly(
                        tuple("rates.yaml trial-1", "waiting"),
                        tuple("rates.yaml trial-2", "waiting"),
                        tuple("rates.yaml trial-3", "waiting"),
                        tuple("rates.yaml trial-4", "waiting"));
        assertThat(new TrialRequests(search, folder).missing(4, trainings())).isEmpty();

        var job = new RunJob(folder, data.reader(), TinyData.quiet(), published -> {});
        work("one", job);
        work("two", job);
        await(() -> trainings().isOpen() ? null : true);

        assertThat(trainings().all()).hasSize(4).allSatisfy(training -> {
            assertThat(training.state()).isEqualTo("done");
            assertThat(training.last().epoch()).isEqualTo(1);
            assertThat(training.last().metrics()).containsKey("accuracy");
        });
        assertThat(trainings().all())
                .extracting(training -> training.last().worker())
                .contains("one", "two");
        assertThat(search.table().read()).extracting(Trial::number).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(search.best()).isNotEmptyFile();
    }

    private TrainingList trainings() {
        try (var reader = new TrainingReader(broker.bootstrapServers(), topics)) {
            return reader.read();
        }
    }

    @Test
    void aRequestThatCannotBeTrainedFailsAloneAndOnce() throws Exception {
        var gone = folder.resolve("gone.yaml");
        queue().add(request("bad", gone, List.of(), RunFolder.next(folder.resolve("runs"), "gone")));
        queue().add(request("good", gone, List.of(), RunFolder.next(folder.resolve("runs"), "gone")));
        var tried = new ArrayList<String>();
        work("one", (request, progress) -> {
            tried.add(request.id());
            if (request.id().equals("bad")) {
                throw new IllegalArgumentException("a wrong key");
            }
        });

        await(() -> ended().size() == 2 ? true : null);
        assertThat(ended().get("bad").state()).isEqualTo(State.FAILED);
        assertThat(ended().get("bad").reason()).isEqualTo("a wrong key");
        assertThat(ended().get("good").state()).isEqualTo(State.DONE);
        assertThat(tried).containsExactlyInAnyOrder("bad", "good");
    }

    @Test
    void noRequestWaitsForABusyWorkerWhileAnotherIsIdle() throws Exception {
        var release = new CountDownLatch(1);
        var first = folder.resolve("first.yaml");
        Job job = (request, progress) -> {
            if (request.id().equals("long")) {
                release.await();
            }
        };
        queue().add(request("long", first, List.of(), new RunFolder(folder)));
        work("one", job);
        await(() -> heard().isEmpty() ? null : true);
        work("two", job);
        for (int i = 0; i < LANES; i++) {
            queue().add(request("short" + i, first, List.of(), new RunFolder(folder)));
        }

        // Of four partitions one is the long training's: the others' three are done meanwhile, all by the other worker.
        await(() -> ended().size() >= LANES - 1 ? true : null);
        assertThat(ended().values()).extracting(TrainingProgress::worker).containsOnly("two");
        release.countDown();
        await(() -> ended().size() == LANES + 1 ? true : null);
    }

    @Test
    void aKilledWorkersTrainingIsFinishedByAnother() throws Exception {
        var data = TinyData.draw(folder);
        var run = RunFolder.next(folder.resolve("runs"), "tiny-image");
        var part = run.part("tiny-image", "all");
        queue().add(request("t", data.recipe(), List.of("train.epochs=20"), run));
        var process = worker();
        await(() -> (Training.step(part) >= 10 || !process.isAlive()) ? true : null);
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).as("killed, not ended").isEqualTo(128 + 9);
        assertThat(ended()).isEmpty();
        int reached = Training.step(part);
        assertThat(reached).isBetween(10, 159);

        var begun = new ArrayList<Integer>();
        work("two", (request, progress) -> {
            begun.add(Training.step(part));
            new RunJob(folder, data.reader(), TinyData.quiet(), published -> {}).train(request, progress);
        });
        await(() -> ended().containsKey("t") ? true : null);

        assertThat(ended().get("t").state()).isEqualTo(State.DONE);
        assertThat(ended().get("t").worker()).isEqualTo("two");
        assertThat(begun).containsExactly(reached);
        assertThat(run.model("tiny-image")).exists();
        assertThat(run.path().resolve("environment-2.json")).exists();
    }

    @Test
    void aTrainingThatIsTakenBackStopsAtTheNextStepAndOneThatWaitsIsNotBegun() throws Exception {
        var data = TinyData.draw(folder);
        var run = RunFolder.next(folder.resolve("runs"), "tiny-image");
        queue().add(request("long", data.recipe(), List.of("train.epochs=100000"), run));
        work("one", new RunJob(folder, data.reader(), TinyData.quiet(), published -> {}));
        await(() -> heard().stream().anyMatch(progress -> progress.step() != null) ? true : null);
        queue().cancel(new Cancellation("waiting", "ann", Instant.now()));
        queue().add(request("waiting", data.recipe(), List.of(), run));

        queue().cancel(new Cancellation("long", "ann", Instant.now()));

        await(() -> ended().size() == 2 ? true : null);
        assertThat(ended().values()).extracting(TrainingProgress::state).containsOnly(State.CANCELLED);
        assertThat(ended().values()).extracting(TrainingProgress::reason).containsOnly("cancelled by ann");
        assertThat(run.model("tiny-image")).doesNotExist();
    }

    @Test
    void partsAreTrainedAloneAndTheWholeFindsThemDone() throws Exception {
        var data = TinyData.draw(folder);
        var run = RunFolder.next(folder.resolve("runs"), "tiny-image");
        var whole = request("plan", data.recipe(), List.of("train.epochs=1"), run);
        work("one", new RunJob(folder, data.reader(), TinyData.quiet(), published -> {}));
        for (String part : List.of("tiny-image/fold-1", "tiny-image/all")) {
            queue().add(whole.in("plan", part, List.of()));
        }
        await(() -> ended().size() == 2 ? true : null);
        var trained = Files.getLastModifiedTime(run.part("tiny-image", "all").resolve("model.onnx"));
        assertThat(run.model("tiny-image")).doesNotExist();

        queue().add(whole.in("plan", null, List.of()));
        await(() -> ended().size() == 3 ? true : null);

        assertThat(ended().values()).extracting(TrainingProgress::state).containsOnly(State.DONE);
        assertThat(run.model("tiny-image")).exists();
        assertThat(Files.getLastModifiedTime(run.part("tiny-image", "all").resolve("model.onnx")))
                .isEqualTo(trained);
        assertThat(run.path().resolve(RunJob.LOG)).content().contains("kept back for the end");
    }

    /** A worker in a process of its own. */
    private Process worker() throws IOException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                Main.class.getName(),
                broker.bootstrapServers(),
                topics.prefix(),
                folder.toString());
        // Not in the command line: ONNX Runtime's start overflows its stack on one of tens of thousands of characters.
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        return command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    /** Runs a worker. Arguments: Kafka's address, the topics' prefix, the data's folder. */
    static final class Main {
        public static void main(String... args) throws IOException, InterruptedException {
            var data = new TinyData(Path.of(args[2]));
            var job = new RunJob(data.folder(), data.reader(), TinyData.quiet(), run -> {});
            new Worker(args[0], new Topics(args[1]), "one", job, sentence -> {}, SESSION).run();
        }

        private Main() {}
    }

    private TrainingRequest request(String id, Path file, List<String> settings, RunFolder run) {
        return new TrainingRequest(
                id, file.toString(), settings, folder.toString(), run.path().toString(), false, false, Instant.now());
    }

    private TrainingQueue queue() {
        return new TrainingQueue(broker.bootstrapServers(), topics);
    }

    private void work(String name, Job job) {
        var worker = new Worker(broker.bootstrapServers(), topics, name, job, sentence -> {}, SESSION);
        workers.add(worker);
        var thread = new Thread(
                () -> {
                    try {
                        worker.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        threads.add(thread);
        thread.start();
    }

    /** The last word of each training that has ended. */
    private Map<String, TrainingProgress> ended() throws InvalidMessage {
        var ended = new LinkedHashMap<String, TrainingProgress>();
        for (var progress : heard()) {
            if (progress.state() != State.RUNNING) {
                assertThat(ended.put(progress.id(), progress)).as("ends once").isNull();
            }
        }
        return ended;
    }

    /** All progress on the topic, from its beginning. */
    private List<TrainingProgress> heard() throws InvalidMessage {
        var heard = new ArrayList<TrainingProgress>();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topics.trainings()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (Wire.header(record.headers(), Headers.TYPE)
                            .filter(TrainingProgress.TYPE::equals)
                            .isPresent()) {
                        heard.add(Json.read(record.value(), TrainingProgress.class));
                    }
                }
            }
        }
        return heard;
    }

    private static <T> T await(Callable<T> found) throws Exception {
        long began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            T value = found.call();
            if (value != null) {
                return value;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nothing came in " + PATIENCE);
    }
}
