package io.kawara.local;

import io.kawara.contracts.Topics;
import io.kawara.messaging.Agreements;
import io.kawara.messaging.ModelHistory;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which stack a command is about. */
final class StackOptions {
    static final Topics TOPICS = new Topics("");

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "Where the stack keeps its data; .kawara in the repository where it is left out.")
    private Path folder;

    /** The repository: the script says where it is. */
    Path root() {
        return Path.of(System.getProperty("kawara.root", "")).toAbsolutePath().normalize();
    }

    Path folder() {
        return folder == null
                ? root().resolve(".kawara")
                : folder.toAbsolutePath().normalize();
    }

    Optional<StackSettings> saved() throws IOException {
        return StackSettings.saved(root(), folder());
    }

    /** The stack, which must have been started. */
    Stack running() throws IOException {
        return saved().map(Stack::new)
                .filter(Stack::isRunning)
                .orElseThrow(() ->
                        new IllegalStateException("Kawara does not run in " + folder() + ": ./kawara up starts it."));
    }

    ModelHistory history() throws IOException {
        var settings = running().settings();
        return ModelHistory.read(
                settings.bootstrapServers(),
                TOPICS,
                RegistryKeys.in(settings.keys()).trusted(),
                Duration.ofSeconds(20));
    }

    List<Agreements.Pair> agreements(String model) throws IOException {
        return Agreements.read(running().settings().bootstrapServers(), TOPICS, model, Duration.ofSeconds(20));
    }

    RegistryWriter registry() throws IOException {
        return running().registry(System.getProperty("user.name", "kawara"));
    }
}
