package io.kawara.trainer.training;

import io.kawara.trainer.torch.Precision;

/**
 * How steps are computed.
 *
 * @param threads of libtorch within a step; the outcome depends on it in the last bits
 * @param workers threads that make batches ahead of the steps; the outcome does not depend on it
 * @param precision of products within a step
 * @param segments in which a graph is computed, all but the last twice, to hold fewer values at once; 1 for at once
 * @param replicas among which a batch's rows are dealt; they share the threads
 */
public record Execution(int threads, int workers, Precision precision, int segments, int replicas) {
    public Execution {
        if (threads < 1 || workers < 1) {
            throw new IllegalArgumentException("threads and workers are at least 1");
        }
    }

    /** Two threads in a step, one that makes batches. */
    public Execution() {
        this(2, 1);
    }

    /** In 32 bits. */
    public Execution(int threads, int workers) {
        this(threads, workers, Precision.FLOAT32, 1, 1);
    }

    /** The same with another number of workers. */
    public Execution withWorkers(int number) {
        return new Execution(threads, number, precision, segments, replicas);
    }
}
