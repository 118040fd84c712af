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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records, on a real broker and in H2. */
class CatalogueFollowerTest {
    @TempDir
    static Path kafka;

    private static Broker broker;

    @TempDir
    Path folder;

    private FollowedTopics topics;
    private Database database;

    /** The database of one test. */
    Database openDatabase(String name) throws Exception {
        return Database.file(folder.resolve(name));
    }

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
        String name = test.getTestMethod().orElseThrow().getName();
        topics = new FollowedTopics(broker.bootstrapServers(), name);
        database = openDatabase(name.toLowerCase(Locale.ROOT));
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

    @Test
    void isBuiltAnewFromTheTopicsAndWhatIsKeptBesideTheImages() throws Exception {
        var shirt = topics.image(0, "shirt", picture(1));
        var gone = topics.image(0, "gone", picture(2));
        var old = topics.image(1, "old", picture(3));
        topics.answer(shirt, "shirt", "shirts", 0.75);
        topics.answer(old, "old", "shoes", 0.75);
        topics.answer(gone, "gone", "shoes", 0.75);
        topics.label(label("l1", "shirt", "ann", "shirts"));
        topics.label(label("l2", "old", "ann", "shoes"));
        topics.delete("gone");
        follow();
        var before = rows();
        topics.forget(topics.topics().images()); // as time does
        topics.forget(topics.topics().results());

        int images = new Rebuild(database, new BlobStore(blobs()), topics.labels()).run(written -> {});
        assertThat(images).isEqualTo(2);
        assertThat(count("label")).isZero();
        follow();

        assertThat(rows()).isEqualTo(before).hasSize(2);
        assertThat(states()).containsExactly("l1 counts", "l2 counts");
    }

    private List<Map<String, Object>> rows() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select * from image order by submission")
                        .mapToMap()
                        .list());
    }

    @Test
    void givesUpOldImagesThatNobodyLabelled() throws Exception {
        topics.image(0, "shirt", picture(1));
        topics.image(1, "labelled", picture(2));
        topics.label(label("l1", "labelled", "ann", "shoes"));
        follow();
        String file = (String) image("shirt").get("sha256");

        topics.keep(Map.of("products", 30), Clock.systemUTC());
        follow();
        assertThat(count("image")).isEqualTo(2);

        topics.keep(Map.of("products", 30), Clock.fixed(Instant.now().plus(Duration.ofDays(31)), ZoneOffset.UTC));
        follow();
        assertThat(rows()).extracting(row -> row.get("id")).containsExactly("labelled");
        assertThat(new BlobStore(blobs()).find(file)).isEmpty();
        assertThat(new Rebuild(database, new BlobStore(blobs()), topics.labels()).run(written -> {}))
                .isEqualTo(1);
    }

    @Test
    void findsImagesInPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            var submission = topics.image(i % 2, "image-" + i, picture(i));
            topics.answer(submission, "image-" + i, i == 4 ? "shoes" : "shirts", 0.5 + i / 10.0);
        }
        topics.label(label("l1", "image-2", "ann", "shoes"));
        follow();
        var images = new Images(database);

        var first = images.search(query(null, null, null, 3, null));
        var second = images.search(query(null, null, null, 3, Cursor.parse(first.next())));
        assertThat(first.images())
                .hasSize(3)
                .extracting(CataloguedImage::receivedAt)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(second.next()).isNull();
        assertThat(java.util.stream.Stream.concat(first.images().stream(), second.images().stream()))
                .extracting(CataloguedImage::id)
                .containsExactlyInAnyOrder("image-0", "image-1", "image-2", "image-3", "image-4");

        assertThat(images.search(query("shoes", null, null, 10, null)).images())
                .extracting(CataloguedImage::id)
                .containsExactly("image-4");
        assertThat(images.search(query(null, 0.65, null, 10, null)).images())
                .extracting(CataloguedImage::id)
                .containsExactlyInAnyOrder("image-0", "image-1");
        assertThat(images.search(query(null, null, true, 10, null)).images())
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.id()).isEqualTo("image-2");
                    assertThat(image.labels()).containsExactly("shoes");
                    assertThat(image.golden()).isFalse();
                });
        assertThat(images.search(query(null, null, false, 10, null)).images()).hasSize(4);
        assertThat(images.find("image-3"))
                .get()
                .extracting(CataloguedImage::label)
                .isEqualTo("shirts");
    }

    private static ImageQuery query(String label, Double below, Boolean labelled, int limit, Cursor after) {
        return new ImageQuery(
                "products",
                label,
                "complete",
                NOON.minusSeconds(1),
                Instant.now().plusSeconds(60),
                below,
                labelled,
                limit,
                after);
    }

    @Test
    void findsWhatLooksTheSame() throws Exception {
        topics.image(0, "shirt", picture(1));
        topics.image(1, "smaller", FollowedTopics.smaller(picture(1)));
        topics.image(0, "other", picture(2));
        follow();
        var images = new Images(database);

        assertThat(images.similar(images.find("shirt").orElseThrow(), 6, 10))
                .extracting(CataloguedImage::id)
                .containsExactly("smaller");
    }

    @Test
    void twoCataloguesOnOneDatabaseWriteEverythingOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            topics.image(i % 2, "image-" + i, picture(i));
            topics.label(label("l" + i, "image-" + i, "ann", "shirts"));
        }
        try (var one = topics.follow(database, blobs());
                var other = topics.follow(database, blobs())) {
            awaitAll(one);
            awaitAll(other);
        }

        assertThat(count("image")).isEqualTo(40);
        assertThat(states()).hasSize(40).allMatch(state -> state.endsWith(" counts"));
    }
}
