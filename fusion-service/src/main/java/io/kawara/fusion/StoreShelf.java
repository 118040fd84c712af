package io.kawara.fusion;

import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** A shelf in a store of Kafka Streams. */
record StoreShelf<T>(KeyValueStore<Long, byte[]> store, Class<T> type, Deflated deflated) implements Shelf<T> {
    @Override
    public Optional<T> find(long offset) {
        return Optional.ofNullable(store.get(offset)).map(this::parse);
    }

    @Override
    public void put(long offset, T item) {
        store.put(offset, deflated.pack(Json.write(item)));
    }

    @Override
    public void remove(long offset) {
        store.delete(offset);
    }

    @Override
    public void forEach(ObjLongConsumer<T> reader) {
        try (var all = store.all()) {
            all.forEachRemaining(entry -> reader.accept(parse(entry.value), entry.key));
        }
    }

    private T parse(byte[] item) {
        try {
            return Json.read(deflated.unpack(item), type);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("fusion's own state cannot be read: " + e.getMessage(), e);
        }
    }
}
