package io.kawara.trainer;

import io.kawara.contracts.Topics;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import io.kawara.messaging.trust.TrustedKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Option;

/** Where a command's files lie and which stack it speaks to: by default the one that {@code ./kawara up} started. */
final class WorkplaceConfig {
    private static final String FOLDER = "kawara.folder";
    private static final String SERVERS = "kafka.bootstrap.servers";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USUAL_SERVERS = "localhost:9092";

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Where runs, texts that were read, and blobs are kept; .kawara in the repository where it is left"
                            + " out.")
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
        return folder == null
                ? root().resolve(set(FOLDER).orElse(".kawara"))
                : folder.toAbsolutePath().normalize();
    }

    Path runs() {
        return folder().resolve("runs");
    }

    /** Lets what is built from configuration lie in the folder that was chosen on the command line. */
    void configure() {
        if (folder != null) {
            System.setProperty(FOLDER, folder().toString());
        }
        if (servers != null) {
            System.setProperty(SERVERS, servers);
        }
    }

    private static Optional<String> set(String property) {
        return ConfigProvider.getConfig().getOptionalValue(property, String.class);
    }

    Topics topics() {
        return new Topics(set("kawara.topic-prefix").orElse(""));
    }

    BlobStore blobs() {
        return BlobStore.at(
                set("kawara.blobs").orElseGet(() -> folder().resolve("blobs").toString()));
    }

    RegistryWriter registry() throws IOException {
        return new RegistryWriter(servers(), topics(), "trainer", keys());
    }

    /** Those of the stack in the folder, unless properties name others. */
    RegistryKeys keys() throws IOException {
        var here = RegistryKeys.in(folder().resolve("keys"));
        var signing =
                Optional.ofNullable(System.getProperty("kawara.signing-key")).map(Path::of);
        var trusted =
                Optional.ofNullable(System.getProperty("kawara.trusted-keys")).map(Path::of);
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
            return set(SERVERS).orElse(USUAL_SERVERS);
        }
        return port("kafka").map(port -> "127.0.0.1:" + port).orElse(USUAL_SERVERS);
    }

    /** The address of the stack's gateway. */
    URI gateway() throws IOException {
        return URI.create("http://127.0.0.1:" + port("gateway").orElse("8080"));
    }

    /** Where a process of the folder's stack listens. */
    private Optional<String> port(String process) throws IOException {
        Path stack = folder().resolve("run").resolve("stack.properties");
        if (!Files.exists(stack)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(stack)) {
            properties.load(in);
        }
        return Optional.ofNullable(properties.getProperty(process));
    }

    /** Kafka's address, once it is known that it answers there. */
    String runningServers() throws IOException {
        if (!isUp()) {
            throw new IllegalStateException("No stack runs at " + servers() + ": ./kawara up starts one.");
        }
        return servers();
    }

    /** Whether Kafka answers there and holds a registry. On a busy machine it may take its time, but where nobody listens that is known at once. */
    boolean isUp() throws IOException {
        if (!isListenedTo(servers())) {
            return false;
        }
        try (var admin = Admin.create(Map.of(
                "bootstrap.servers",
                servers(),
                "request.timeout.ms",
                (int) PATIENCE.toMillis() / 2,
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis()))) {
            return admin.listTopics()
                    .names()
                    .get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS)
                    .contains(topics().registry());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of several addresses the first: the others are asked where it answers. */
    private static boolean isListenedTo(String servers) {
        String first = servers.split(",", -1)[0].strip();
        int colon = first.lastIndexOf(':');
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(first.substring(0, colon), Integer.parseInt(first.substring(colon + 1))),
                    (int) PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
