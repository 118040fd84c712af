package io.kawara.trainer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Headers;
import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Label;
import io.kawara.contracts.Topics;
import io.kawara.messaging.Json;
import io.kawara.messaging.Wire;
import io.kawara.vision.ImageDecoder;
import io.kawara.vision.ImageLimits;
import io.kawara.vision.UndecodableImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends labelled items: each image on {@code images}, then what it is on {@code labels}.
 *
 * <p>An item's id comes of its image and its name, and a label's of what it says: an import that was killed goes on where it was, and one that is made twice
 * changes nothing.
 */
public final class Import {
    private static final String SOURCE = "import";
    private static final int BATCH = 100;
    private static final long BATCH_BYTES = 32L << 20;

    private final String servers;
    private final Topics topics;
    private final KnownClasses classes;
    private final String pipeline;
    private final String by;
    private final GoldenShare golden;
    private final SentItems sent;
    private final Progress progress;
    private final Map<Integer, Long> places = new HashMap<>();
    private final List<Future<RecordMetadata>> images = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private long bytes;

    /** Is told how far it is. */
    @FunctionalInterface
    public interface Progress {
        void at(int items, int all);
    }

    /** What came of it: how many items were sent, how many had been before, how many are golden, and what was refused. */
    public record Outcome(int sent, int before, int golden, List<Refused> refused) {}

    /**
     * An import that has not begun.
     *
     * @param by who has labelled
     * @param state a folder of this import's own, where it remembers how far it was
     */
    Import(
            String servers,
            Topics topics,
            String pipeline,
            KnownClasses classes,
            String by,
            GoldenShare golden,
            Path state,
            Progress progress)
            throws IOException {
        this.servers = servers;
        this.topics = topics;
        this.pipeline = pipeline;
        this.classes = classes;
        this.by = by;
        this.golden = golden;
        this.sent = new SentItems(state);
        this.progress = progress;
    }

    Outcome run(Path source, Found found) throws IOException, InterruptedException {
        var refused = new ArrayList<>(found.refused());
        int before = 0;
        int fresh = 0;
        int held = 0;
        int done = 0;
        var seen = new HashSet<String>();
        var onTopic = onTopic();
        try (var producer = producer()) {
            for (Item item : found.items()) {
                progress.at(++done, found.items().size());
                byte[] file;
                try {
                    file = checked(item);
                } catch (UndecodableImage | IllegalArgumentException | IOException e) {
                    refused.add(new Refused(item.file(), item.line(), e.getMessage()));
                    continue;
                }
                String id = Sha256.of((Sha256.of(file) + "\n" + item.name()).getBytes(UTF_8))
                        .substring(0, 32);
                if (!seen.add(id)) {
                    refused.add(new Refused(item.file(), item.line(), "the same image of the same name came before"));
                    continue;
                }
                var label = label(item, id, source);
                var wrong = classes.check(label);
                if (wrong.isPresent()) {
                    refused.add(
                            new Refused(item.file(), item.line(), wrong.get().reason()));
                    continue;
                }
                held += label.golden() ? 1 : 0;
                if (sent.contains(label.id())) {
                    before++;
                    continue;
                }
                fresh++;
                send(producer, item, file, label, sent.contains(id) || onTopic.contains(id));
            }
            flush(producer);
        }
        return new Outcome(fresh, before, held, List.copyOf(refused));
    }

    private static byte[] checked(Item item) throws IOException {
        byte[] file = item.picture().bytes();
        ImageDecoder.decode(file, ImageLimits.DEFAULT, 32).close();
        return file;
    }

    private Label label(Item item, String id, Path source) {
        boolean isGolden = golden.holds(item);
        String says = String.join(
                "\n",
                id,
                pipeline,
                by,
                item.labels().toString(),
                item.characters().toString(),
                "" + isGolden);
        return new Label(
                Sha256.of(says.getBytes(UTF_8)).substring(0, 32),
                id,
                pipeline,
                Label.Kind.HUMAN,
                by,
                "import:" + source.getFileName(),
                Instant.now(),
                item.labels(),
                null,
                item.characters(),
                null,
                null,
                isGolden,
                null);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Item item, byte[] file, Label label, boolean hasImage)
            throws IOException, InterruptedException {
        if (!hasImage) {
            var image = new ProducerRecord<byte[], byte[]>(topics.images(), file);
            image.headers().add(Headers.ID, label.image().getBytes(UTF_8));
            image.headers().add(Headers.PIPELINE, pipeline.getBytes(UTF_8));
            image.headers().add(Headers.SOURCE, SOURCE.getBytes(UTF_8));
            if (item.group() != null) {
                image.headers().add(Headers.GROUP, item.group().getBytes(UTF_8));
            }
            if (!item.fields().isEmpty()) {
                image.headers().add(Headers.TEXT, Json.write(item.fields()));
            }
            images.add(producer.send(image));
        }
        labels.add(label);
        bytes += file.length;
        if (labels.size() == BATCH || bytes > BATCH_BYTES) {
            flush(producer);
        }
    }

    /** Waits until the images are on their topic, sends their labels, waits for these, and remembers both. */
    private void flush(KafkaProducer<byte[], byte[]> producer) throws IOException, InterruptedException {
        producer.flush();
        for (var image : images) {
            var lies = acknowledged(image);
            places.merge(lies.partition(), lies.offset() + 1, Math::max);
        }
        var said = new ArrayList<Future<RecordMetadata>>();
        for (Label label : labels) {
            var record = new ProducerRecord<>(topics.labels(), label.id().getBytes(UTF_8), Json.write(label));
            record.headers().add(Headers.TYPE, Label.TYPE.getBytes(UTF_8));
            said.add(producer.send(record));
        }
        producer.flush();
        for (var one : said) {
            acknowledged(one);
        }
        sent.write(
                labels.stream()
                        .flatMap(label -> Stream.of(label.image(), label.id()))
                        .toList(),
                places);
        images.clear();
        labels.clear();
        bytes = 0;
    }

    private static RecordMetadata acknowledged(Future<RecordMetadata> record) throws IOException, InterruptedException {
        try {
            return record.get();
        } catch (ExecutionException e) {
            throw new IOException("Kafka did not take a record: " + e.getCause().getMessage(), e);
        }
    }

    /** The ids of images that an import that was killed has sent and not remembered; from where it began on each lane. */
    private Set<String> onTopic() throws IOException {
        var ids = new HashSet<String>();
        var known = sent.places();
        try (var kafka = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", servers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var lanes = kafka.partitionsFor(topics.images()).stream()
                    .map(lane -> new TopicPartition(lane.topic(), lane.partition()))
                    .toList();
            var begins = kafka.beginningOffsets(lanes);
            var ends = kafka.endOffsets(lanes);
            kafka.assign(lanes);
            for (var lane : lanes) {
                long from = known.isEmpty() ? ends.get(lane) : known.getOrDefault(lane.partition(), 0L);
                kafka.seek(lane, Math.max(begins.get(lane), Math.min(from, ends.get(lane))));
                places.put(lane.partition(), kafka.position(lane));
            }
            while (lanes.stream().anyMatch(lane -> kafka.position(lane) < ends.get(lane))) {
                for (var record : kafka.poll(Duration.ofMillis(200))) {
                    if (Wire.header(record.headers(), Headers.SOURCE)
                            .filter(SOURCE::equals)
                            .isPresent()) {
                        Wire.header(record.headers(), Headers.ID).ifPresent(ids::add);
                    }
                }
            }
        }
        if (known.isEmpty()) {
            sent.write(List.of(), places); // where it begins, before the first image is sent
        }
        return ids;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "max.request.size", 33 << 20, "linger.ms", 5, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
