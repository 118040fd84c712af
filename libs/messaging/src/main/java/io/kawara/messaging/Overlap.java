package io.kawara.messaging;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Prepares a batch while the one before it is answered; batches are answered one at a time, in the order they came.
 *
 * <p>{@link #submit} hands back a stage that completes as soon as the next batch may come: when this one is prepared. At most two batches are in
 * flight, one on each thread. Not for more than one submitter.
 */
public final class Overlap implements AutoCloseable {
    private final ExecutorService preparing;
    private final ExecutorService answering;
    private final Semaphore room = new Semaphore(2);

    public Overlap(String name) {
        preparing = Executors.newSingleThreadExecutor(task -> daemon(task, name + "-prepare"));
        answering = Executors.newSingleThreadExecutor(task -> daemon(task, name + "-answer"));
    }

    /**
     * Runs {@code prepare}, then {@code answer} on what it made.
     *
     * @param answer returns when its thread is free for the next batch; the stage it returns completes when the batch is done with
     * @param failed told when any of the three fails
     * @return completes when the next batch may be submitted
     */
    public <P> CompletionStage<Void> submit(
            Supplier<P> prepare,
            Function<P, CompletionStage<?>> answer,
            java.util.function.Consumer<Throwable> failed) {
        return CompletableFuture.runAsync(
                () -> {
                    room.acquireUninterruptibly();
                    P prepared;
                    try {
                        prepared = prepare.get();
                    } catch (RuntimeException e) {
                        room.release();
                        failed.accept(e);
                        return;
                    }
                    answering.execute(() -> answer(prepared, answer, failed));
                },
                preparing);
    }

    private <P> void answer(
            P prepared, Function<P, CompletionStage<?>> answer, java.util.function.Consumer<Throwable> failed) {
        try {
            answer.apply(prepared).whenComplete((done, error) -> {
                if (error != null) {
                    failed.accept(error);
                }
            });
        } catch (RuntimeException e) {
            failed.accept(e);
        } finally {
            room.release();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        preparing.shutdownNow();
        answering.shutdownNow();
    }
}
