package io.kawara.trainer.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a training reach its checkpoint when the process is told to end, and the process wait for that. */
final class Interrupt implements AutoCloseable {
    private static final long SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    Interrupt(Runnable stop) {
        hook = new Thread(() -> await(stop), "stops the training");
    }

    /** From now until {@link #close}. */
    void watch() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await(Runnable stop) {
        stop.run();
        try {
            if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the training did not reach a checkpoint in " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook has done its work.
        }
    }
}
