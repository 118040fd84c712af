package io.kawara.gateway.intake;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds what is in work at one time, in requests and in bytes, so that a flood is refused while memory is still there. Safe for many threads.
 *
 * <p>One request is always let in when nothing else is in work, however large it says it is: other limits refuse it.
 */
public final class Admission {
    private final int mostRequests;
    private final long mostBytes;
    private int requests;
    private long bytes;

    public Admission(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /** A request's place, from its first line to the end of its response. Giving it back twice gives it back once. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** A place for a request of so many bytes, or none while too much is in work. */
    public synchronized Optional<Place> enter(long size) {
        if (requests > 0 && (requests >= mostRequests || bytes + size > mostBytes)) {
            return Optional.empty();
        }
        requests++;
        bytes += size;
        AtomicBoolean left = new AtomicBoolean();
        return Optional.of(() -> {
            if (left.compareAndSet(false, true)) {
                leave(size);
            }
        });
    }

    public synchronized int requests() {
        return requests;
    }

    public synchronized long bytes() {
        return bytes;
    }

    private synchronized void leave(long size) {
        requests--;
        bytes -= size;
    }
}
