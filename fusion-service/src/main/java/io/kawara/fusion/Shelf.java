package io.kawara.fusion;

import java.util.Optional;
import java.util.function.ObjLongConsumer;

/** What a lane must still know after a restart, by offset. */
interface Shelf<T> {
    Optional<T> find(long offset);

    void put(long offset, T item);

    void remove(long offset);

    void forEach(ObjLongConsumer<T> reader);
}
