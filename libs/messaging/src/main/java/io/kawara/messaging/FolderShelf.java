package io.kawara.messaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A folder of this machine, or one that several share. */
final class FolderShelf implements Shelf {
    private static final String INCOMING = "incoming";

    private final Path folder;

    FolderShelf(Path folder) {
        this.folder = folder;
    }

    @Override
    public OptionalLong size(String name) throws IOException {
        try {
            return OptionalLong.of(Files.size(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        put(name, temporary -> Files.write(temporary, content));
    }

    @Override
    public void put(String name, Path file) throws IOException {
        put(name, temporary -> Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING));
    }

    private void put(String name, Writing writing) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, INCOMING, null);
        try {
            writing.to(temporary);
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Path> find(String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void each(String below, Consumer<String> name) throws IOException {
        Path from = folder.resolve(below);
        if (!Files.isDirectory(from)) {
            return;
        }
        try (var files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .forEach(file ->
                            name.accept(folder.relativize(file).toString().replace('\\', '/')));
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
