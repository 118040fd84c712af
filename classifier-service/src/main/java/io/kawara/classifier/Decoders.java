package io.kawara.classifier;

import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads on which images are decoded and cut, so many at a time. Thread-safe. */
final class Decoders implements Executor, AutoCloseable {
    private final ExecutorService threads;

    Decoders(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("kawara.classifier.decoders must be at least 1: " + number);
        }
        threads = Executors.newFixedThreadPool(number, task -> {
            var thread = new Thread(task, "decoding");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns when all are done. */
    void all(Collection<Callable<Void>> decodings) throws InterruptedException {
        try {
            for (var done : threads.invokeAll(decodings)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot decode images: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
