package io.kawara.messaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Where files lie under names such as {@code ab/abcd}: a folder, or another machine's store.
 *
 * <p>A file is there whole or not at all, for every process on the same shelf. Safe for many threads. Its {@code toString} says where it is.
 */
public interface Shelf {
    /** How many bytes a file has; empty where it is not there. */
    OptionalLong size(String name) throws IOException;

    /** Puts a file there, in the place of one of that name. */
    void put(String name, byte[] content) throws IOException;

    /** The same of a file that may not fit into memory. */
    void put(String name, Path file) throws IOException;

    /** A file's content; empty where it is not there. */
    Optional<byte[]> read(String name) throws IOException;

    /** A file as one of this machine's, which is not to be changed; empty where it is not there. */
    Optional<Path> find(String name) throws IOException;

    /** Removes a file, if it is there. */
    void delete(String name) throws IOException;

    /** Tells the name of every file below a folder, in no order. */
    void each(String folder, Consumer<String> name) throws IOException;

    /** Opens shelves of one kind: implementations are found by {@link java.util.ServiceLoader}. */
    interface Kind {
        /** The beginning of such a shelf's place, such as {@code s3://}. */
        String scheme();

        Shelf open(String place);
    }
}
