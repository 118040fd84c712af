package io.kawara.trainer;

import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import io.kawara.messaging.trust.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Option;

/** Where a command's files lie and which stack it speaks to: by default the one that {@code ./kawara up} started. */
final class WorkplaceConfig {
    private static final String USUAL_SERVERS = "localhost:9092";

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Where runs, texts that were read, and blobs are kept; .kawara in the repository where it is left out.")
    private Path folder;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Kafka's address; that of the stack in FOLDER where it is left out.")
    private String servers;

    /** The repository: the script says where it is. */
    Path root() {
        return Path.of(System.getProperty("kawara.root", "")).toAbsolutePath().normalize();
    }

    Path folder() {
        Path chosen = folder == null ? Path.of(System.getProperty("kawara.folder", ".kawara")) : folder;
        return folder == null ? root().resolve(chosen) : chosen.toAbsolutePath().normalize();
    }

    Path runs() {
        return folder().resolve("runs");
    }

    Topics topics() {
        return new Topics(System.getProperty("kawara.topic-prefix", ""));
    }

    BlobStore blobs() {
        String blobs = System.getProperty("kawara.blobs");
        return new BlobStore(blobs == null ? folder().resolve("blobs") : Path.of(blobs));
    }

    RegistryWriter registry() throws IOException {
        return new RegistryWriter(servers(), topics(), "trainer", keys());
    }

    /** Those of the stack in the folder, unless properties name others. */
    RegistryKeys keys() throws IOException {
        var here = RegistryKeys.in(folder().resolve("keys"));
        var signing = Optional.ofNullable(System.getProperty("kawara.signing-key")).map(Path::of);
        var trusted = Optional.ofNullable(System.getProperty("kawara.trusted-keys")).map(Path::of);
        return new RegistryKeys(
                trusted.isPresent() ? TrustedKeys.in(trusted.get()) : here.trusted(),
                signing.isPresent() ? RegistryKeys.signing(signing) : here.signing());
    }

    String servers() throws IOException {
        if (servers != null) {
            return servers;
        }
        Path stack = folder().resolve("run").resolve("stack.properties");
        if (!Files.exists(stack)) {
            return System.getProperty("kafka.bootstrap.servers", USUAL_SERVERS);
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(stack)) {
            properties.load(in);
        }
        String port = properties.getProperty("kafka");
        return port == null ? USUAL_SERVERS : "127.0.0.1:" + port;
    }

    /** Kafka's address, once it is known that it answers there. */
    String runningServers() throws IOException {
        if (!isUp()) {
            throw new IllegalStateException("No stack runs at " + servers() + ": ./kawara up starts one.");
        }
        return servers();
    }

    /** Whether Kafka answers there and holds a registry. */
    boolean isUp() throws IOException {
        try (var admin = Admin.create(
                Map.of("bootstrap.servers", servers(), "request.timeout.ms", 2000, "default.api.timeout.ms", 3000))) {
            return admin.listTopics().names().get(4, TimeUnit.SECONDS).contains(topics().registry());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
