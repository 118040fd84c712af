package io.kawara.local;

import io.kawara.contracts.Topics;
import io.kawara.messaging.RegistryWriter;
import io.kawara.messaging.trust.RegistryKeys;
import io.kawara.messaging.trust.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A stack's keys: made at its first start, when whatever its registry says already is signed with them. */
final class StackKeys {
    private static final String BY = "launcher";

    private final StackSettings settings;
    private final Topics topics;

    StackKeys(StackSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** Makes the keys where there are none; puts right what others have written to the registry where there are. Says what was done. */
    Optional<String> ensure() throws IOException {
        return Files.isDirectory(settings.keys()) ? heal() : make();
    }

    private Optional<String> heal() throws IOException {
        var keys = RegistryKeys.in(settings.keys());
        if (keys.signing() == null) {
            return Optional.empty();
        }
        var refused = writer(keys).heal();
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("keys        refused and put right: " + refused.size() + " records of the registry, e.g. "
                        + refused.get(0).key() + ": " + refused.get(0).reason());
    }

    /** The folder gets its name last: were the start cut short before, the next one would find signed keys and an unsigned registry. */
    private Optional<String> make() throws IOException {
        Path unfinished = settings.folder().resolve("keys.new");
        delete(unfinished);
        var keys = RegistryKeys.make(unfinished);
        int signed =
                writer(new RegistryKeys(TrustedKeys.EVERYBODY, keys.signing())).signAll();
        Files.move(unfinished, settings.keys(), StandardCopyOption.ATOMIC_MOVE);
        return Optional.of("keys        " + keys.signing().id() + " signs the registry"
                + (signed == 0 ? "" : " (" + signed + " records that it held)"));
    }

    private RegistryWriter writer(RegistryKeys keys) {
        return new RegistryWriter(settings.bootstrapServers(), topics, BY, keys);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (var walk = Files.walk(folder)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
