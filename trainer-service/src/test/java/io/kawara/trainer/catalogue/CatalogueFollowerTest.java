package io.kawara.trainer.catalogue;

import static io.kawara.trainer.catalogue.FollowedTopics.NOON;
import static io.kawara.trainer.catalogue.FollowedTopics.awaitAll;
import static io.kawara.trainer.catalogue.FollowedTopics.label;
import static io.kawara.trainer.catalogue.FollowedTopics.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records, on a real broker. */
class CatalogueFollowerTest {
    @TempDir
    static Path kafka;

    private static Broker broker;

    @TempDir
    Path folder;

    private FollowedTopics topics;
    private Database database;

    @BeforeAll
    static void start() {
        broker = Broker.start(kafka);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws InterruptedException {
        topics = new FollowedTopics(
                broker.bootstrapServers(), test.getTestMethod().orElseThrow().getName());
        database = Database.file(folder.resolve("catalogue"));
    }

    @AfterEach
    void close() {
        database.close();
        topics.close();
    }

    private Path blobs() {
        return folder.resolve("blobs");
    }

    private void follow() throws InterruptedException {
        try (var follower = topics.follow(database, blobs())) {
            awaitAll(follower);
        }
    }

    private Map<String, Object> image(String id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select * from image where id = :id")
                        .bind("id", id)
                        .mapToMap()
                        .one());
    }

    private long count(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }

    private List<String> states() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select id || ' ' || state from label order by id")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void remembersAnImageItsAnswerAndItsLabel() throws Exception {
        var submission = topics.image(1, "shirt", picture(1));
        topics.answer(submission, "shirt", "shirts", 0.75);
        topics.label(label("l1", "shirt", "ann", "shirts"));

        follow();

        var row = image("shirt");
        assertThat(row)
                .containsEntry("submission", "1-0")
                .containsEntry("pipeline", "products")
                .containsEntry("belongs", "box-7")
                .containsEntry("fields", "{\"title\":\"Blue shirt\"}")
                .containsEntry("bytes", (long) picture(1).length)
                .containsEntry("status", "complete")
                .containsEntry("label", "shirts")
                .containsEntry("score", 0.75)
                .containsEntry("margin", 0.5)
                .containsKey("phash");
        assertThat((double) row.get("entropy")).isCloseTo(0.5623, within(1e-4));
        assertThat(new BlobStore(blobs()).read((String) row.get("sha256"))).isEqualTo(picture(1));
        assertThat(states()).containsExactly("l1 counts");
    }

    @Test
    void remembersAnAnswerBeforeItsImageAndALabelBeforeBoth() throws Exception {
        topics.label(label("l1", "shirt", "ann", "shirts"));
        topics.answer(new Submission(0, 0), "shirt", "shirts", 0.75);
        follow();
        assertThat(image("shirt")).containsEntry("label", "shirts").containsEntry("sha256", null);

        topics.image(0, "shirt", picture(1));
        follow();

        assertThat(image("shirt")).containsEntry("label", "shirts").containsEntry("bytes", (long) picture(1).length);
        assertThat(states()).containsExactly("l1 counts");
    }

    @Test
    void anAnnotatorsLaterLabelSupersedesTheFormerAndAllAreKept() throws Exception {
        topics.label(label("l1", "shirt", "ann", "shirts"));
        topics.label(label("l2", "shirt", "bob", "shoes"));
        topics.label(label("l3", "shirt", "ann", "shoes"));
        topics.label(label("l3", "shirt", "ann", "shoes")); // the same label again

        follow();

        assertThat(states()).containsExactly("l1 superseded", "l2 counts", "l3 counts");
    }

    @Test
    void followsARulingThatCameBeforeTheLabel() throws Exception {
        var ruling = new Ruling(
                "r1",
                Ruling.Verdict.REVOKE,
                null,
                null,
                "test",
                null,
                null,
                null,
                null,
                "ann",
                null,
                NOON.plusSeconds(1));
        topics.labels("r1", Ruling.TYPE, Json.write(ruling));
        topics.label(label("l1", "shirt", "ann", "shirts"));

        follow();

        assertThat(states()).containsExactly("l1 revoked");
    }

    @Test
    void archivesWhatCannotBeDecodedAndWhatComesTwiceOnce() throws Exception {
        topics.image(0, "note", "no picture".getBytes(UTF_8));
        topics.image(0, "again", "no picture".getBytes(UTF_8));

        follow();

        assertThat(image("note")).containsEntry("phash", null).containsEntry("bytes", 10L);
        assertThat(image("again").get("sha256")).isEqualTo(image("note").get("sha256"));
    }

    @Test
    void forgetsADeletedImageWhateverComesOfItLater() throws Exception {
        var shirt = topics.image(0, "shirt", picture(1));
        topics.image(1, "other", picture(2));
        topics.answer(shirt, "shirt", "shirts", 0.75);
        topics.label(label("l1", "shirt", "ann", "shirts"));
        follow();
        String sha256 = (String) image("shirt").get("sha256");

        topics.delete("shirt");
        follow();
        topics.label(label("l2", "shirt", "bob", "shirts"));
        topics.answer(shirt, "shirt", "shirts", 0.75);
        topics.image(0, "shirt", picture(1));
        follow();

        assertThat(count("image")).isEqualTo(1);
        assertThat(states()).containsExactly("l2 refused");
        assertThat(new BlobStore(blobs()).find(sha256)).isEmpty();
        assertThat(topics.records(topics.topics().results()))
                .filteredOn(record -> record.value() == null)
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("shirt", "shirt"); // once for the deletion, once for the answer that came after it
    }

    @Test
    void keepsAFileThatAnotherImageHas() throws Exception {
        topics.image(0, "shirt", picture(1));
        topics.image(1, "twin", picture(1));
        follow();

        topics.delete("shirt");
        follow();

        assertThat(new BlobStore(blobs()).read((String) image("twin").get("sha256")))
                .isEqualTo(picture(1));
    }

    @Test
    void passesOverWhatIsNoMessageAndWhatTheDatabaseDoesNotTake() throws Exception {
        topics.labels("l0", Label.TYPE, "{}".getBytes(UTF_8));
        topics.labels("l1", "something.else", "{}".getBytes(UTF_8));
        topics.image(0, "x".repeat(500), picture(1));
        topics.label(label("l2", "shirt", "ann", "shirts"));
        topics.image(0, "shirt", picture(2));

        follow();

        assertThat(count("image")).isEqualTo(1);
        assertThat(states()).containsExactly("l2 counts");
        assertThat(topics.records(Topics.dead(topics.topics().labels()))).hasSize(1);
        assertThat(topics.records(Topics.dead(topics.topics().images()))).hasSize(1);
    }
}
