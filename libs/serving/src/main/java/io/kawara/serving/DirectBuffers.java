package io.kawara.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Direct buffers that are used again: their memory would come back only with the garbage collector. Thread-safe. */
final class DirectBuffers {
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    /** An empty buffer with exactly {@code bytes} to fill, in native order; to be given back. */
    ByteBuffer take(int bytes) {
        var buffer = free.poll();
        if (buffer == null || buffer.capacity() < bytes) {
            // Twice the need at most, so that growing batches do not leave a trail of buffers.
            buffer = ByteBuffer.allocateDirect(Math.max(bytes, Integer.highestOneBit(Math.max(1, bytes - 1)) << 1));
        }
        return buffer.clear().limit(bytes).order(ByteOrder.nativeOrder());
    }

    void giveBack(ByteBuffer buffer) {
        free.add(buffer);
    }
}
