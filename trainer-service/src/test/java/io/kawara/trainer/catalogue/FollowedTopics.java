package io.kawara.trainer.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Deletion;
import io.kawara.contracts.Headers;
import io.kawara.contracts.Label;
import io.kawara.contracts.Result;
import io.kawara.contracts.ScoredLabel;
import io.kawara.contracts.Status;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.local.TopicSetup;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.trainer.labels.LabelLedger;
import io.kawara.vision.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of one test, and what is put on them. */
final class FollowedTopics implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final int LANES = 2;

    private final String servers;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private Map<String, Integer> days = Map.of();
    private Clock clock = Clock.systemUTC();

    /** Topics of this prefix, which are made. */
    FollowedTopics(String servers, String prefix) throws InterruptedException {
        this(servers, new Topics(prefix + "-"));
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            new TopicSetup(topics, LANES).createMissing(admin);
        }
    }

    private FollowedTopics(String servers, Topics topics) {
        this.servers = servers;
        this.topics = topics;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Topics that are there. */
    static FollowedTopics of(String servers, Topics topics) {
        return new FollowedTopics(servers, topics);
    }

    Topics topics() {
        return topics;
    }

    LabelBook labels() {
        return new LabelLedger(() -> Registry.EMPTY);
    }

    /** For how many days pipelines keep images. */
    void keep(Map<String, Integer> daysByPipeline, Clock now) {
        days = daysByPipeline;
        clock = now;
    }

    /** Gives up all records of a topic. */
    void forget(String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            var all = new java.util.HashMap<TopicPartition, org.apache.kafka.clients.admin.RecordsToDelete>();
            for (int lane = 0; lane < LANES; lane++) {
                all.put(
                        new TopicPartition(topic, lane),
                        org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(-1)); // all
            }
            admin.deleteRecords(all).all().get();
        }
    }

    /** A follower of these topics that has begun. */
    CatalogueFollower follow(Supplier<Database> database, BlobStore blobs) {
        var labels = labels();
        var erasure = new Erasure(
                blobs,
                labels,
                (lane, id) -> put(new ProducerRecord<>(topics.results(), lane, id.getBytes(UTF_8), null)),
                sha256 -> false);
        return new CatalogueFollower(
                        servers,
                        topics,
                        database,
                        new Intake(topics, blobs, labels, erasure),
                        new Retention(() -> days, blobs, sha256 -> false, clock),
                        this::put)
                .start();
    }

    CatalogueFollower follow(Database database, Path blobs) {
        return follow(() -> database, new BlobStore(blobs));
    }

    Submission image(int lane, String id, byte[] file) {
        var headers = new RecordHeaders();
        if (id != null) {
            headers.add(Headers.ID, id.getBytes(UTF_8));
        }
        headers.add(Headers.PIPELINE, "products".getBytes(UTF_8));
        headers.add(Headers.GROUP, "box-7".getBytes(UTF_8));
        headers.add(Headers.TEXT, "{\"title\":\"Blue shirt\"}".getBytes(UTF_8));
        return new Submission(lane, put(new ProducerRecord<>(topics.images(), lane, (byte[]) null, file, headers)));
    }

    void answer(Submission submission, String id, String label, double score) {
        var result = new Result(
                id,
                submission,
                "products",
                Status.COMPLETE,
                label,
                score,
                List.of(new ScoredLabel(label, score), new ScoredLabel("other", 1 - score)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                NOON,
                NOON.plusMillis(140));
        put(new ProducerRecord<>(topics.results(), submission.lane(), id.getBytes(UTF_8), Json.write(result)));
    }

    static Label label(String id, String image, String by, String name) {
        return new Label(
                id, image, "products", null, by, "test", NOON, List.of(name), null, null, null, null, false, null);
    }

    void label(Label label) {
        labels(label.id(), Label.TYPE, Json.write(label));
    }

    void delete(String image) {
        labels(image, Deletion.TYPE, Json.write(new Deletion(image, "ann", NOON)));
    }

    void labels(String key, String type, byte[] value) {
        var headers = new RecordHeaders().add(Headers.TYPE, type.getBytes(UTF_8));
        put(new ProducerRecord<byte[], byte[]>(topics.labels(), 0, key.getBytes(UTF_8), value, headers));
    }

    long put(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get().offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var kafka = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var lanes = kafka.partitionsFor(topic).stream()
                    .map(lane -> new TopicPartition(topic, lane.partition()))
                    .toList();
            kafka.assign(lanes);
            kafka.seekToBeginning(lanes);
            var ends = kafka.endOffsets(lanes);
            while (lanes.stream().anyMatch(lane -> kafka.position(lane) < ends.get(lane))) {
                kafka.poll(java.time.Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Waits until a follower has read everything and can go on. */
    static void awaitAll(CatalogueFollower follower) throws InterruptedException {
        await(() -> follower.isWell() && follower.behind() == 0, follower::trouble);
    }

    static void await(Supplier<Boolean> reached, Supplier<String> otherwise) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!reached.get()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + otherwise.get());
            }
            Thread.sleep(20);
        }
    }

    /** A picture that looks like no other of another seed. */
    static byte[] picture(int seed) throws IOException {
        var random = new Random(seed);
        var pixels = new byte[64 * 64 * 3];
        for (int block = 0; block < 64; block++) {
            int grey = random.nextInt(256);
            for (int i = 0; i < 64; i++) {
                int at = ((block / 8 * 8 + i / 8) * 64 + block % 8 * 8 + i % 8) * 3;
                pixels[at] = pixels[at + 1] = pixels[at + 2] = (byte) grey;
            }
        }
        try (var image = Image.of(64, 64, 3, pixels)) {
            return image.toPng();
        }
    }

    /** The same picture at half its size. */
    static byte[] smaller(byte[] file) {
        try (var image = io.kawara.vision.ImageDecoder.decode(file, io.kawara.vision.ImageLimits.DEFAULT);
                var half = image.resized(image.width() / 2, image.height() / 2, io.kawara.vision.Resize.STRETCH)) {
            return half.toJpeg(90);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
