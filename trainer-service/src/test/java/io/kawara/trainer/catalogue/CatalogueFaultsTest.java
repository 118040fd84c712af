package io.kawara.trainer.catalogue;

import static io.kawara.trainer.catalogue.FollowedTopics.await;
import static io.kawara.trainer.catalogue.FollowedTopics.awaitAll;
import static io.kawara.trainer.catalogue.FollowedTopics.label;
import static io.kawara.trainer.catalogue.FollowedTopics.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kawara.local.Broker;
import io.kawara.messaging.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue while something is away, and after it was killed. */
class CatalogueFaultsTest {
    @TempDir
    static Path kafka;

    private static Broker broker;

    @TempDir
    Path folder;

    private FollowedTopics topics;

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
    }

    @AfterEach
    void close() {
        topics.close();
    }

    private Path blobs() {
        return folder.resolve("blobs");
    }

    private static List<String> ids(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select id from image order by id")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void waitsForADatabaseThatIsAwayAndLosesNothing() throws Exception {
        try (var postgresql = Postgresql.started();
                var database = postgresql.open("away");
                var follower = topics.follow(database, blobs())) {
            topics.image(0, "before", picture(1));
            awaitAll(follower);

            postgresql.stop();
            topics.image(0, "meanwhile", picture(2));
            topics.label(label("l1", "meanwhile", "ann", "shirts"));
            await(() -> !follower.isWell(), () -> "the follower does not notice");
            postgresql.start();
            await(() -> follower.isWell() && ids(database).size() == 2, follower::trouble);

            assertThat(ids(database)).containsExactly("before", "meanwhile");
            assertThat(new Images(database).find("meanwhile").orElseThrow().labels())
                    .containsExactly("shirts");
        }
    }

    @Test
    void waitsForADatabaseThatCannotBeOpenedYet() throws Exception {
        topics.image(0, "shirt", picture(1));
        Path file = Files.createFile(folder.resolve("inTheWay"));
        try (var database = new LateDatabase(file.resolve("catalogue"));
                var follower = topics.follow(database::open, new BlobStore(blobs()))) {
            await(() -> follower.trouble().contains("inTheWay"), follower::trouble);

            Files.delete(file);
            awaitAll(follower);

            assertThat(ids(database.open())).containsExactly("shirt");
        }
    }

    /** A database that is opened when it is asked for. */
    private static final class LateDatabase implements AutoCloseable {
        private final Path file;
        private Database opened;

        LateDatabase(Path file) {
            this.file = file;
        }

        synchronized Database open() {
            opened = opened == null ? Database.file(file) : opened;
            return opened;
        }

        @Override
        public synchronized void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }

    @Test
    void stopsAtAnImageThatCannotBeKeptAndGoesOnWhenItCan() throws Exception {
        Files.createFile(blobs()); // where the folder should be
        topics.label(label("l1", "shirt", "ann", "shirts"));
        topics.image(0, "shirt", picture(1));
        try (var database = Database.file(folder.resolve("catalogue"));
                var follower = topics.follow(database, blobs())) {
            await(() -> follower.trouble().contains("cannot be archived"), follower::trouble);
            assertThat(follower.trouble()).contains("images-0 at 0").contains(blobs().toString());
            assertThat(ids(database)).isEmpty();

            Files.delete(blobs());
            awaitAll(follower);

            assertThat(new Images(database).find("shirt").orElseThrow().labels())
                    .containsExactly("shirts");
        }
    }

    @Test
    void stopsWhereTheDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
        Files.createDirectories(blobs());
        assumeTrue(mount(), "a small disk can only be mounted by root");
        try {
            Path filler = Files.write(blobs().resolve("filler"), new byte[900_000]);
            for (int i = 0; i < 20; i++) {
                topics.image(0, "image-" + String.format("%02d", i), noise(i));
            }
            try (var database = Database.file(folder.resolve("catalogue"));
                    var follower = topics.follow(database, blobs())) {
                await(() -> follower.trouble().contains("No space left"), follower::trouble);
                int kept = ids(database).size();
                assertThat(kept).isBetween(1, 19);

                Files.delete(filler);
                awaitAll(follower);

                assertThat(ids(database)).hasSize(20);
                for (String id : ids(database)) {
                    String file = new Images(database).find(id).orElseThrow().sha256();
                    assertThat(new BlobStore(blobs()).read(file)).hasSize(20_000);
                }
            }
        } finally {
            run("umount", blobs().toString());
        }
    }

    private boolean mount() throws IOException, InterruptedException {
        return System.getProperty("user.name").equals("root")
                && run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", blobs().toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static byte[] noise(int seed) {
        var bytes = new byte[20_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void losesAndDoublesNothingHoweverOftenItIsKilled() throws Exception {
        int images = 150;
        for (int i = 0; i < images; i++) {
            String id = "image-%03d".formatted(i);
            var submission = topics.image(i % 2, id, picture(i % 50));
            topics.answer(submission, id, "shirts", 0.75);
            topics.label(label("l-" + id, id, "ann", "shirts"));
        }
        topics.delete("image-007");
        var random = new Random(7);
        Path file = folder.resolve("catalogue");
        for (int kill = 0; kill < 3; kill++) {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CatalogueProcess.class.getName(),
                            broker.bootstrapServers(),
                            topics.topics().prefix(),
                            file.toString(),
                            blobs().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.inputReader().readLine()).isEqualTo("following");
            var unused = process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }

        try (var database = Database.file(file);
                var follower = topics.follow(database, blobs())) {
            awaitAll(follower);
            assertThat(ids(database))
                    .containsExactlyElementsOf(IntStream.range(0, images)
                            .filter(i -> i != 7)
                            .mapToObj("image-%03d"::formatted)
                            .toList());
            assertThat(count(database, "select count(*) from image where label = 'shirts' and sha256 is not null"))
                    .isEqualTo(images - 1);
            assertThat(count(database, "select count(*) from label where state = 'counts'"))
                    .isEqualTo(images - 1);
        }
    }

    private static long count(Database database, String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
