package io.kawara.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two commands from starting or stopping the same stack at the same time. Gone with its process. */
final class FolderLock implements AutoCloseable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IllegalStateException if another process has it */
    static FolderLock take(Path folder) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        var file = FileChannel.open(run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw new IllegalStateException(
                    "Another ./kawara up or down is at work in " + folder + ": wait until it has ended.");
        }
        return new FolderLock(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
