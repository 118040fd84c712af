package io.kawara.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a stack lies and listens.
 *
 * @param root the repository, for the services that were built in it
 * @param folder all data of this stack: topics, blobs, logs, pid files
 * @param lanes how many partitions the lanes' topics get when they are created
 */
public record StackSettings(Path root, Path folder, Ports ports, int lanes) {
    public static final int LANES = 4;

    private static final String LANES_KEY = "lanes";

    public StackSettings {
        root = root.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
    }

    public Path run() {
        return folder.resolve("run");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Path log(Service service) {
        return logs().resolve(service.label() + ".log");
    }

    public Path topics() {
        return folder.resolve("kafka");
    }

    public Path blobs() {
        return folder.resolve("blobs");
    }

    /** The key that signs the registry, and those that are trusted to. */
    public Path keys() {
        return folder.resolve("keys");
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.of(Service.KAFKA);
    }

    /** Remembers the ports, so that other commands find a stack that runs on others than usual. */
    void save() throws IOException {
        var properties = new Properties();
        ports.write(properties);
        properties.setProperty(LANES_KEY, Integer.toString(lanes));
        Files.createDirectories(run());
        try (var out = Files.newBufferedWriter(file(folder))) {
            properties.store(out, null);
        }
    }

    /** The settings with which a stack in {@code folder} was last started. */
    static Optional<StackSettings> saved(Path root, Path folder) throws IOException {
        if (!Files.exists(file(folder))) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file(folder))) {
            properties.load(in);
        }
        return Optional.of(new StackSettings(
                root, folder, Ports.read(properties), Integer.parseInt(properties.getProperty(LANES_KEY))));
    }

    private static Path file(Path folder) {
        return folder.resolve("run").resolve("stack.properties");
    }
}
