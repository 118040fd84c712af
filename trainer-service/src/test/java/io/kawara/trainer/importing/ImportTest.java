package io.kawara.trainer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.contracts.Topics;
import io.kawara.local.Broker;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.messaging.Wire;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.Followed;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Labelled files onto the topics of a real broker, and out of the catalogue again. */
class ImportTest {
    private static final ImportKeys USUAL = new ImportKeys(null, null, null, null, null);

    @TempDir
    static Path kafka;

    private static Broker broker;

    @TempDir
    Path folder;

    private Topics topics;

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
            new TopicSetup(topics, 2).createMissing(admin);
        }
    }

    private static Registry registry() throws InvalidMessage {
        var products = new Pipeline(
                        "products", null, null, null, null, List.of(new Member("products-image", Stage.IMAGE, 1)), null)
                .with(LoopRules.defaults().withClasses(List.of("shirts", "shoes")));
        var pages = new Pipeline(
                "pages",
                null,
                null,
                Task.PAGES,
                null,
                List.of(new Member("page-detector", Stage.DETECTOR, 1)),
                null,
                null,
                PageRules.defaults());
        return Registry.EMPTY
                .with(RegistryKey.pipeline("products"), Json.write(products))
                .with(RegistryKey.pipeline("pages"), Json.write(pages));
    }

    private Import.Outcome bring(ImportOrder order) throws Exception {
        return order.run(registry(), broker.bootstrapServers(), topics, folder.resolve("imports"), (done, all) -> {});
    }

    private ImportOrder order(Path data, ImportKeys keys) {
        return new ImportOrder(data, "products", "ann", 0, Set.of(), keys);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path picture(String name, int seed) throws IOException {
        Path file = data().resolve(name);
        Files.createDirectories(file.getParent());
        try (var image = Image.of(8, 8, 3, pixels(seed))) {
            return Files.write(file, image.toPng());
        }
    }

    private static byte[] pixels(int seed) {
        var pixels = new byte[8 * 8 * 3];
        new java.util.Random(seed).nextBytes(pixels);
        return pixels;
    }

    @Test
    void bringsFoldersInOnceAndSaysWhatItRefuses() throws Exception {
        picture("shirts/a_1.png", 1);
        picture("shoes/b_1.png", 2);
        picture("hats/c_1.png", 3);
        Files.writeString(data().resolve("shirts").resolve("broken.png"), "no picture");
        Files.writeString(data().resolve("shirts").resolve("notes.txt"), "notes");
        Files.writeString(data().resolve("readme"), "read me");
        var order = order(data(), new ImportKeys(null, null, null, null, "prefix"));

        var outcome = bring(order);

        assertThat(outcome.sent()).isEqualTo(2);
        assertThat(outcome.refused())
                .extracting(Refused::toString)
                .anySatisfy(refused -> assertThat(refused).endsWith("readme: it lies in no label's folder"))
                .anySatisfy(refused -> assertThat(refused).endsWith("notes.txt: its ending is no image's"))
                .anySatisfy(
                        refused -> assertThat(refused).contains("broken.png").contains("not an image"))
                .anySatisfy(refused -> assertThat(refused).contains("c_1.png").contains("knows no class 'hats'"))
                .hasSize(4);
        assertThat(order.report(folder.resolve("imports"))).content().hasLineCount(4);
        assertThat(labels()).containsOnlyKeys("shirts", "shoes");
        assertThat(images()).hasSize(2);
        var shirt = images().get(labels().get("shirts").image());
        assertThat(Wire.header(shirt.headers(), Headers.GROUP)).hasValue("a");
        assertThat(Wire.pipeline(shirt.headers())).isEqualTo("products");
        assertThat(labels().get("shirts").by()).isEqualTo("ann");
        assertThat(labels().get("shirts").source()).isEqualTo("import:data");

        var again = bring(order);
        assertThat(again.sent()).isZero();
        assertThat(again.before()).isEqualTo(2);
        assertThat(records(topics.images())).hasSize(2);
        assertThat(records(topics.labels())).hasSize(2);
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        for (int i = 0; i < 6; i++) {
            picture("shirts/" + i + ".png", i);
        }
        bring(order(data(), USUAL));
        var state = order(data(), USUAL).report(folder.resolve("imports")).getParent();
        var sent = Files.readAllLines(state.resolve("sent"));
        // As if it had been killed when six images lay on their topic and two of them were remembered, the third half.
        Files.writeString(
                state.resolve("sent"),
                String.join("\n", sent.subList(0, 4)) + "\n" + sent.get(4).substring(0, 9));
        Files.writeString(state.resolve("places"), "0 0\n1 0\n");

        bring(order(data(), USUAL));

        assertThat(records(topics.images())).hasSize(6);
        assertThat(records(topics.labels()).stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .distinct())
                .hasSize(6); // the same label again is the same label
        assertThat(bring(order(data(), USUAL)).before()).isEqualTo(6);
    }

    @Test
    void bringsTablesInAndNamesTheLinesThatItRefuses() throws Exception {
        picture("images/1.png", 1);
        picture("images/2.png", 2);
        Path table = Files.writeString(data().resolve("items.csv"), """
            id,kind,title,box
            1,shirts,"Blue
            shirt",a
            2,shoes,Shoes
            2,shoes,Shoes,b
            3,shirts,None,c
            ../1,shirts,Elsewhere,c
            """);
        var keys = new ImportKeys("id", "images/{id}.png", "kind", List.of("title"), "box");

        var outcome = bring(new ImportOrder(table, "products", "ann", 0, Set.of("b"), keys));

        assertThat(outcome.sent()).isEqualTo(2);
        assertThat(outcome.golden()).isEqualTo(1);
        assertThat(outcome.refused()).extracting(Refused::line).containsExactly(4, 6, 7);
        assertThat(labels().get("shoes").golden()).isTrue();
        assertThat(labels().get("shirts").golden()).isFalse();
        assertThat(Wire.fields(images().get(labels().get("shirts").image()).headers()))
                .containsEntry("title", "Blue\nshirt");
    }

    @Test
    void bringsJsonLinesAndPagesIn() throws Exception {
        picture("1.png", 1);
        Path lines = Files.writeString(data().resolve("items.jsonl"), """
            {"image": "1.png", "label": ["shirts"]}
            nonsense
            """);
        assertThat(bring(order(lines, USUAL)).refused())
                .extracting(Refused::line)
                .containsExactly(2);

        Path pages = Files.writeString(
                data().resolve("train.csv"),
                "image_id,labels\n1,U+306F 1 2 3 4 U+3042 4 4 2 2\n2,U+306F 1 2 3 4\n1,oops\n");
        var outcome = bring(new ImportOrder(pages, "pages", "ann", 0, Set.of(), USUAL));

        assertThat(outcome.sent()).isEqualTo(1);
        assertThat(outcome.refused()).extracting(Refused::line).containsExactly(3, 4);
        assertThat(records(topics.labels()))
                .extracting(record ->
                        Json.read(record.value(), Label.class).characters().size())
                .containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void holdsTheSameShareOutWheneverItIsBroughtIn() {
        var share = new GoldenShare(0.25, Set.of());
        long held = java.util.stream.IntStream.range(0, 4000)
                .filter(i -> share.holds(new Item("item-" + i, data(), 0, null, List.of(), List.of(), Map.of(), null)))
                .count();

        assertThat(held).isBetween(900L, 1100L);
        assertThat(share.holds(item("x", "book"))).isEqualTo(share.holds(item("y", "book")));
        assertThatThrownBy(() -> new GoldenShare(1, Set.of())).hasMessageContaining("[0,1)");
    }

    private Item item(String name, String group) {
        return new Item(name, data(), 0, null, List.of(), List.of(), Map.of(), group);
    }

    @Test
    void whatIsExportedIsImportedAgain() throws Exception {
        picture("shirts/a.png", 1);
        picture("shoes/b.png", 2);
        bring(order(data(), USUAL));
        Path blobs = folder.resolve("blobs");
        try (var database = Database.file(folder.resolve("catalogue"))) {
            Followed.to(broker.bootstrapServers(), topics, database, blobs);
            var tables = new Export(database, new BlobStore(blobs), folder.resolve("table"));
            assertThat(tables.write("products", Export.Format.CSV, false)).isEqualTo(2);
            var folders = new Export(database, new BlobStore(blobs), folder.resolve("folders"));
            assertThat(folders.write("products", Export.Format.FOLDERS, false)).isEqualTo(2);
            var shirt = new Export(database, new BlobStore(blobs), folder.resolve("one"));
            assertThat(shirt.write(
                            "products",
                            Export.Format.CSV,
                            Set.of(labels().get("shirts").id(), "unknown")))
                    .isEqualTo(1);
            assertThatThrownBy(() -> folders.write("products", Export.Format.FOLDERS, false))
                    .hasMessageContaining("is not empty");
        }

        try (var shirts = Files.list(folder.resolve("folders").resolve("shirts"))) {
            assertThat(shirts)
                    .singleElement()
                    .satisfies(file -> assertThat(file)
                            .hasBinaryContent(
                                    Files.readAllBytes(data().resolve("shirts").resolve("a.png"))));
        }
        var found = new LabelledFiles(USUAL, Task.SINGLE_LABEL)
                .read(folder.resolve("table").resolve("labels.csv"));
        assertThat(found.refused()).isEmpty();
        assertThat(found.items()).extracting(item -> item.labels().get(0)).containsExactlyInAnyOrder("shirts", "shoes");
    }

    private Map<String, Label> labels() throws InvalidMessage {
        var labels = new TreeMap<String, Label>();
        for (var record : records(topics.labels())) {
            var label = Json.read(record.value(), Label.class);
            labels.put(label.labels().get(0), label);
        }
        return labels;
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> images() {
        var images = new TreeMap<String, ConsumerRecord<byte[], byte[]>>();
        for (var record : records(topics.images())) {
            images.put(Wire.header(record.headers(), Headers.ID).orElseThrow(), record);
        }
        return images;
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var lanes = consumer.partitionsFor(topic).stream()
                    .map(lane -> new TopicPartition(topic, lane.partition()))
                    .toList();
            consumer.assign(lanes);
            consumer.seekToBeginning(lanes);
            var ends = consumer.endOffsets(lanes);
            while (lanes.stream().anyMatch(lane -> consumer.position(lane) < ends.get(lane))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
