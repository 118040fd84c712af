package io.kawara.system;

import static org.awaitility.Awaitility.await;

import io.kawara.local.Ports;
import io.kawara.local.Service;
import io.kawara.local.Stack;
import io.kawara.local.StackSettings;
import io.kawara.messaging.RegistryWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Kawara as {@code ./kawara up} starts it, on free ports and in a temporary folder. */
final class RunningStack implements AutoCloseable {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static RunningStack shared;

    private final Stack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningStack() throws Exception {
        Path folder = Files.createTempDirectory("kawara-system-test");
        stack = new Stack(new StackSettings(ROOT, folder, Ports.free(), StackSettings.LANES));
        Runtime.getRuntime().addShutdownHook(new Thread(this::down));
        stack.up(Stack.Progress.SILENT);
    }

    /** One stack for all tests that leave it as they found it; stopped when the tests end. */
    static synchronized RunningStack shared() throws Exception {
        if (shared == null) {
            shared = new RunningStack();
        }
        return shared;
    }

    /** The same, with the catalogue, which has no part in answers. */
    static synchronized RunningStack withCatalogue() throws Exception {
        RunningStack running = shared();
        if (running.stack.find(Service.CATALOGUE).isEmpty()) {
            running.stack.start(Service.CATALOGUE);
        }
        return running;
    }

    /** A stack for a test that harms it. */
    static RunningStack own() throws Exception {
        return new RunningStack();
    }

    String bootstrapServers() {
        return stack.bootstrapServers();
    }

    URI gateway() {
        return stack.address();
    }

    RegistryWriter registry(String by) throws IOException {
        return stack.registry(by);
    }

    Path blobs() {
        return stack.settings().blobs();
    }

    /** One of the shipped samples. */
    byte[] sample() throws IOException {
        return Files.readAllBytes(samples().get(0));
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("deploy/samples"))) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    void kill9(Service service) throws Exception {
        stack.kill9(service);
    }

    void start(Service service) throws Exception {
        stack.start(service);
    }

    void startWithoutWaiting(Service service) throws Exception {
        stack.launch(service);
    }

    /** The status that a service's health gives; 0 where nothing listens. */
    int health(Service service, String kind) throws InterruptedException {
        try {
            var uri = URI.create("http://127.0.0.1:" + stack.settings().ports().of(service) + "/q/health/" + kind);
            var request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    String log(Service service) throws IOException {
        return Files.readString(stack.settings().log(service));
    }

    /** How many records lie on a topic. */
    long records(String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            var partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions();
            var asked = partitions.stream()
                    .collect(Collectors.toMap(p -> new TopicPartition(topic, p.partition()), p -> OffsetSpec.latest()));
            return admin.listOffsets(asked).all().get().values().stream()
                    .mapToLong(o -> o.offset())
                    .sum();
        }
    }

    /** Waits until no stage has anything left to do, so that what should not come has had its chance. */
    void awaitQuiet() throws Exception {
        long[] last = {-1};
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    long now = records("texts") + records("predictions") + records("results");
                    boolean quiet = now == last[0];
                    last[0] = now;
                    return quiet;
                });
    }

    private void down() {
        try {
            stack.down();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the stack in " + stack.settings().folder() + " does not stop", e);
        }
    }

    @Override
    public void close() {
        down();
    }
}
