package io.kawara.trainer.training;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The batches of a training in order, made by workers ahead of the steps.
 *
 * <p>Each epoch shows what its {@link EpochOrder} draws by the seed and its number; what does not fill the batches of a step
 * is left out of that epoch.
 */
final class Batches implements AutoCloseable {
    private static final int AHEAD = 2;

    private final BatchSource source;
    private final EpochOrder shown;
    private final int batchSize;
    private final int perStep;
    private final int stepsPerEpoch;
    private final int steps;
    private final long seed;
    private final ExecutorService workers;
    private final int depth;
    private final Deque<Future<Batch>> made = new ArrayDeque<>();
    private int asked;
    private long waited;
    private int shuffledEpoch;
    private int[] order = {};

    /**
     * The batches of the settings' epochs.
     *
     * @param from how many steps were made already
     */
    Batches(BatchSource source, TrainingSettings settings, int from) {
        this(source, settings, settings.epochs(), from);
    }

    private Batches(BatchSource source, TrainingSettings settings, int epochs, int from) {
        this.source = source;
        shown = source.order();
        if (shown.size() == 0) {
            throw new IllegalArgumentException("there is no example to train on");
        }
        batchSize = Math.min(settings.batchSize(), shown.size());
        perStep = Math.min(settings.descent().accumulate(), shown.size() / batchSize);
        stepsPerEpoch = shown.size() / (batchSize * perStep);
        steps = Math.multiplyExact(stepsPerEpoch, epochs);
        Math.multiplyExact(steps, perStep);
        seed = settings.seed();
        asked = Math.multiplyExact(from, perStep);
        var threads = settings.execution().workers();
        depth = threads + AHEAD;
        workers = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "batches");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The batches of one more epoch than the settings have. */
    static Batches further(BatchSource source, TrainingSettings settings) {
        var batches = new Batches(source, settings, settings.epochs() + 1, 0);
        batches.asked = (batches.steps - batches.stepsPerEpoch) * batches.perStep;
        return batches;
    }

    int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    int steps() {
        return steps;
    }

    /** Batches that a step is made from. */
    int perStep() {
        return perStep;
    }

    int examplesPerStep() {
        return batchSize * perStep;
    }

    /** Nanoseconds that {@link #next} took so far. */
    long waited() {
        return waited;
    }

    boolean hasNext() {
        return !made.isEmpty() || asked < steps * perStep;
    }

    /** The next batch, waited for if it is not made yet. */
    Batch next() throws IOException, InterruptedException {
        while (made.size() < depth && asked < steps * perStep) {
            made.add(ask(asked++));
        }
        var begun = System.nanoTime();
        try {
            return made.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new IOException("a batch could not be made: " + cause.getMessage(), cause);
            }
            throw new IllegalStateException("a batch could not be made: " + e.getCause(), e.getCause());
        } finally {
            waited += System.nanoTime() - begun;
        }
    }

    private Future<Batch> ask(int place) {
        var perEpoch = stepsPerEpoch * perStep;
        var epoch = place / perEpoch + 1;
        if (epoch != shuffledEpoch) {
            order = shown.order(new SplittableRandom(Draws.mix(seed, epoch)));
            shuffledEpoch = epoch;
        }
        var number = place % perEpoch;
        var indices = new int[batchSize];
        System.arraycopy(order, number * batchSize, indices, 0, batchSize);
        return workers.submit(() -> source.batch(epoch, number, indices));
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
