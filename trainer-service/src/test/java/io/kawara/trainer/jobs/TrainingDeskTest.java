package io.kawara.trainer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Topics;
import io.kawara.contracts.TrainingProgress;
import io.kawara.contracts.TrainingProgress.State;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.trainer.snapshot.SampleCatalogue;
import io.kawara.trainer.snapshot.SnapshotFolder;
import io.kawara.trainer.snapshot.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What the catalogue asks for, on a real broker. */
class TrainingDeskTest {
    private static final String RECIPE = """
        name: tiny-image
        architecture: small-cnn
        options: {width: 8, stages: 2}
        input: {size: 32}
        data: {label: merchant}
        split: {folds: 2}
        train: {epochs: 1, batchSize: 4}
        """;
    private static final String PIPELINE = """
        name: sky
        members: [{model: tiny-image, stage: image, recipe: tiny.yaml}]
        """;

    @TempDir
    static Path kafka;

    private static Broker broker;

    @TempDir
    Path folder;

    private Topics topics;
    private SampleCatalogue catalogue;
    private Snapshots snapshots;
    private TrainingQueue queue;
    private LoopRules rules = new LoopRules(null, null, null, null, new LoopRules.Trainings("sky.yaml", 4, null), null);

    @BeforeAll
    static void start() {
        broker = Broker.start(kafka);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + "-");
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicSetup(topics, 3).createMissing(admin);
        }
        await(this::topicIsThere);
        catalogue = new SampleCatalogue(folder.resolve("blobs"));
        snapshots = new Snapshots(catalogue.database().jdbi(), catalogue.blobs(), folder.resolve("snapshots"));
        queue = new TrainingQueue(broker.bootstrapServers(), topics);
        Files.writeString(folder.resolve("tiny.yaml"), RECIPE);
        Files.writeString(folder.resolve("sky.yaml"), PIPELINE);
        catalogue.labelled("a", 4, false);
    }

    private Boolean topicIsThere() {
        try (var reader = new TrainingReader(broker.bootstrapServers(), topics)) {
            reader.read();
            return true;
        } catch (KafkaException e) {
            return null;
        }
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private TrainingDesk desk(TrainingQueue sending) {
        return new TrainingDesk(
                catalogue.database().jdbi(),
                snapshots,
                sending,
                name -> Optional.of(SampleCatalogue.pipeline(rules))
                        .filter(pipeline -> pipeline.name().equals(name)),
                folder,
                folder.resolve("runs"));
    }

    private TrainingTriggers triggers(Instant now) {
        return new TrainingTriggers(catalogue.database().jdbi(), desk(queue), Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<SubmittedTraining> asked() {
        try (var reader = new TrainingReader(broker.bootstrapServers(), topics)) {
            return reader.read().all();
        }
    }

    private static TrainingAsk ask(boolean spread) {
        return new TrainingAsk("sky", null, List.of("train.seed=7"), null, "ann", null, spread);
    }

    @Test
    void whoAsksGetsASnapshotARunAndARequestThatNameEachOther() throws Exception {
        String id = desk(queue).ask(ask(false));

        assertThat(asked()).singleElement().satisfies(training -> {
            var request = training.request();
            assertThat(request.id()).isEqualTo(id);
            assertThat(request.pipeline()).isEqualTo("sky");
            assertThat(request.by()).isEqualTo("ann");
            assertThat(request.settings()).containsExactly("train.seed=7");
            assertThat(new SnapshotFolder(Path.of(request.data())).manifest().hash())
                    .isEqualTo(request.snapshot());
            assertThat(Path.of(request.run())).isDirectory();
            assertThat(training.state()).isEqualTo("waiting");
        });
    }

    @Test
    void aPipelineOrFileThatThereIsNotIsRefusedBeforeAnythingIsMade() {
        assertThatThrownBy(() -> desk(queue).ask(new TrainingAsk("sea", null, null, null, null, null, false)))
                .hasMessage("There is no pipeline sea.");
        assertThatThrownBy(() -> desk(queue).ask(new TrainingAsk("sky", "no.yaml", null, null, null, null, false)))
                .hasMessageContaining("no.yaml to train sky by");
        assertThat(folder.resolve("snapshots")).doesNotExist();
    }

    @Test
    void labelsBeginATrainingOnceAndNewOnesTheNext() throws Exception {
        triggers(Instant.now()).look(List.of(SampleCatalogue.pipeline(rules)));
        triggers(Instant.now()).look(List.of(SampleCatalogue.pipeline(rules))); // as after a restart
        assertThat(asked())
                .singleElement()
                .satisfies(training -> assertThat(training.request().why()).isEqualTo("4 new labels"));

        catalogue.labelled("b", 3, false);
        triggers(Instant.now()).look(List.of(SampleCatalogue.pipeline(rules)));
        assertThat(asked()).hasSize(1);
        catalogue.labelled("c", 1, false);
        triggers(Instant.now()).look(List.of(SampleCatalogue.pipeline(rules)));
        assertThat(asked()).hasSize(2);
    }

    @Test
    void aCatalogueThatWasBuiltAnewAsksForNothingTwice() throws Exception {
        triggers(Instant.now()).look(List.of(SampleCatalogue.pipeline(rules)));
        catalogue.database().jdbi().useHandle(handle -> {
            handle.execute("delete from training_asked");
            handle.execute("delete from snapshot_label");
            handle.execute("delete from snapshot");
        });

        desk(queue).restore(asked());
        desk(queue).restore(asked());
        triggers(Instant.now()).look(List.of(SampleCatalogue.pipeline(rules)));

        assertThat(asked()).hasSize(1);
    }

    @Test
    void goldenLabelsBeginNoTraining() throws Exception {
        rules = new LoopRules(null, null, null, null, new LoopRules.Trainings("sky.yaml", 5, null), null);
        catalogue.labelled("g", 9, true);

        triggers(Instant.now()).look(List.of(SampleCatalogue.pipeline(rules)));

        assertThat(asked()).isEmpty();
    }

    @Test
    void aScheduleBeginsATrainingWhenItsHoursAreOverAndThereIsANewLabel() throws Exception {
        rules = new LoopRules(null, null, null, null, new LoopRules.Trainings("sky.yaml", null, 24.0), null);
        var pipelines = List.of(SampleCatalogue.pipeline(rules));
        triggers(Instant.now()).look(pipelines);
        assertThat(asked()).as("the first at once").hasSize(1);
        catalogue.labelled("b", 1, false);
        triggers(Instant.now().plus(Duration.ofHours(23))).look(pipelines);
        assertThat(asked()).hasSize(1);
        triggers(Instant.now().plus(Duration.ofHours(25))).look(pipelines);
        assertThat(asked()).hasSize(2);
        triggers(Instant.now().plus(Duration.ofHours(90))).look(pipelines);
        assertThat(asked()).as("nothing new to learn").hasSize(2);
    }

    @Test
    void whyATrainingThatIsDueDoesNotBeginIsSaid() throws Exception {
        rules = new LoopRules(null, null, null, null, new LoopRules.Trainings("gone.yaml", 1, null), null);
        var triggers = triggers(Instant.now());

        triggers.look(List.of(SampleCatalogue.pipeline(rules)));

        assertThat(triggers.problems())
                .hasEntrySatisfying("sky", why -> assertThat(why).contains("gone.yaml"));
        assertThat(asked()).isEmpty();
    }

    @Test
    void whatAKilledCatalogueDidNotSendIsSentByTheNextUnderTheSameId() throws Exception {
        var away = new TrainingQueue("127.0.0.1:1", topics, Duration.ofMillis(300));
        assertThatThrownBy(() -> desk(away).ask(ask(true))).isInstanceOf(IllegalStateException.class);
        assertThat(asked()).isEmpty();

        desk(queue).sendRest();
        desk(queue).sendRest();

        assertThat(asked())
                .extracting(training -> training.request().plan())
                .hasSize(4)
                .doesNotContainNull();
    }

    @Test
    void aPlansPartsAreDueAtOnceAndTheWholeWhenTheyAreDone() throws Exception {
        String id = desk(queue).ask(ask(true));
        try (var follower = follower()) {
            await(() -> follower.all().size() == 4 ? true : null);
            var parts = onTopic(3);
            assertThat(parts).allSatisfy(part -> assertThat(part).startsWith(id + ":tiny-image/"));
            for (String part : parts) {
                queue.tell(part, ended(part, State.DONE, null));
            }
            assertThat(onTopic(4)).contains(id);
        }
        try (var again = follower()) { // a restart puts nothing there twice
            await(() -> again.all().size() == 4 ? true : null);
            Thread.sleep(1500);
            assertThat(onTopic(4)).hasSize(4);
        }
    }

    @Test
    void aPlanOfWhichAPartFailedEndsWithTheReason() throws Exception {
        String id = desk(queue).ask(ask(true));
        try (var follower = follower()) {
            var parts = onTopic(3);
            queue.tell(parts.get(0), ended(parts.get(0), State.FAILED, "the loss is NaN at batch 7"));

            var whole = await(
                    () -> follower.find(id).filter(SubmittedTraining::hasEnded).orElse(null));

            assertThat(whole.state()).isEqualTo("failed");
            assertThat(whole.reason())
                    .startsWith("not begun: tiny-image/")
                    .endsWith("failed: the loss is NaN at batch 7");
        }
    }

    @Test
    void theFolderOfASnapshotGoesWithTheLastTrainingThatNeedsIt() throws Exception {
        var desk = desk(queue);
        String first = desk.ask(ask(false));
        String second = desk.ask(ask(false));
        var data = Path.of(asked().get(0).request().data());
        queue.tell(first, ended(first, State.DONE, null));
        desk.tidy(asked());
        assertThat(data).isDirectory();

        queue.tell(second, ended(second, State.DONE, null));
        desk.tidy(asked());

        assertThat(data).doesNotExist();
        assertThat(catalogue.blobs().find(data.getFileName().toString())).isPresent();
    }

    private TrainingFollower follower() {
        return new TrainingFollower(broker.bootstrapServers(), topics, queue, decision -> {}).start();
    }

    private static TrainingProgress ended(String id, State state, String reason) {
        return TrainingProgress.ended(id, "one", state, reason, Instant.now());
    }

    /** The ids of the requests that lie on the topic, once there are so many. */
    private List<String> onTopic(int count) throws Exception {
        return await(() -> {
            try (var requests = new RequestReader(broker.bootstrapServers(), topics)) {
                var ids = requests.ids();
                return ids.size() >= count ? ids : null;
            }
        });
    }

    private static <T> T await(Callable<T> question) throws Exception {
        var end = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(end)) {
            T answer = question.call();
            if (answer != null) {
                return answer;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it did not come to that in a minute");
    }
}
