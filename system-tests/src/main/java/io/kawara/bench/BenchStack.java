package io.kawara.bench;

import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.ModelVersion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Task;
import io.kawara.contracts.Topics;
import io.kawara.local.Ports;
import io.kawara.local.Service;
import io.kawara.local.Stack;
import io.kawara.local.StackSettings;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import io.kawara.serving.ModelCard;
import io.kawara.serving.OnnxFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker in a temporary folder, and those services that a comparison starts on it. */
final class BenchStack implements AutoCloseable {
    private static final Topics TOPICS = new Topics("");

    private final Stack stack;
    private final RegistryWriter registry;

    BenchStack(Path root) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kawara-bench");
        stack = new Stack(new StackSettings(root, folder, Ports.free(), StackSettings.LANES));
        stack.startKafka(Stack.Progress.SILENT);
        registry = stack.registry("bench");
    }

    /** Makes pages the default pipeline, found and perhaps read by these models. */
    void servePages(Path detector, Path reader) throws IOException {
        var members = new ArrayList<Member>();
        members.add(new Member(published(detector), Stage.DETECTOR, 1));
        if (reader != null) {
            members.add(new Member(published(reader), Stage.CHARACTER, 1));
        }
        registry.put(new Pipeline(Pipeline.DEFAULT, null, null, Task.PAGES, null, members, Map.of()));
    }

    private String published(Path file) throws IOException {
        var card = OnnxFile.map(file).card();
        publish(card, Files.readAllBytes(file));
        return card.name();
    }

    /** Publishes a model and makes a pipeline of it alone, the default one. */
    void serve(ModelCard card, byte[] file) throws IOException {
        publish(card, file);
        put(null, List.of(new Member(card.name(), Stage.IMAGE, 1)));
    }

    private void publish(ModelCard card, byte[] file) throws IOException {
        String hash = new BlobStore(stack.settings().blobs()).put(file);
        registry.publish(new ModelVersion(
                card.name(), card.version(), card.task().toString(), hash, file.length, Instant.now(), Map.of()));
        registry.promote(card.name(), card.version(), "bench");
    }

    /** Makes reading the default pipeline. */
    void read(String language) {
        put(new Pipeline.Ocr(List.of(language), null), List.of());
    }

    private void put(Pipeline.Ocr ocr, List<Member> members) {
        registry.put(new Pipeline(Pipeline.DEFAULT, null, ocr, Task.SINGLE_LABEL, Combination.MEAN, members, Map.of()));
    }

    void start(Service service, String... jvmOptions) throws IOException, InterruptedException {
        stack.start(service, jvmOptions);
    }

    URI gateway() {
        return stack.address();
    }

    /** Fills {@code images}, evenly over the lanes. */
    void send(byte[] file, int count) throws Exception {
        send(file, 0, count);
    }

    /** Likewise, from a lane on. */
    void send(byte[] file, int first, int count) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers(), "max.request.size", 32 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Future<RecordMetadata> last = null;
            for (int i = first; i < first + count; i++) {
                last = producer.send(
                        new ProducerRecord<>(TOPICS.images(), i % StackSettings.LANES, (byte[]) null, file));
            }
            producer.flush();
            last.get();
        }
    }

    /** Images per second, by the times that Kafka noted on {@code count} records of {@code topic}; the first half is warming up. */
    double rate(String topic, int count) {
        long[] times = times(topic, count);
        int from = count / 2;
        return (count - 1 - from) * 1000.0 / (times[count - 1] - times[from]);
    }

    /** Returns when there are so many records. */
    void await(String topic, int count) {
        times(topic, count);
    }

    private long[] times(String topic, int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var lanes = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(lanes);
            consumer.seekToBeginning(lanes);
            var times = LongStream.builder();
            for (int n = 0; n < count; ) {
                var polled = consumer.poll(Duration.ofSeconds(1));
                polled.forEach(record -> times.add(record.timestamp()));
                n += polled.count();
            }
            return times.build().sorted().toArray();
        }
    }

    /** The most memory that a process of the stack had, as Linux has counted. */
    double peakMegabytes(Service service) throws IOException {
        long pid = stack.find(service).orElseThrow().pid();
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1e3;
            }
        }
        throw new IOException("process " + pid + " has no peak of memory in /proc");
    }

    @Override
    public void close() {
        try {
            stack.down();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the stack in " + stack.settings().folder() + " does not stop", e);
        }
    }
}
