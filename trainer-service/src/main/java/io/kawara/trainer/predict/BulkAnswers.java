package io.kawara.trainer.predict;

import io.kawara.trainer.data.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Answers rows batch by batch: while the models run on one, the next is decoded by other threads. */
public final class BulkAnswers {
    /** A run that goes on where another ended makes the same batches, hence the same last digits. */
    static final int BATCH = 32;

    private final Ensemble ensemble;
    private final int decoders;

    /** @param decoders pictures decoded at the same time */
    public BulkAnswers(Ensemble ensemble, int decoders) {
        this.ensemble = ensemble;
        this.decoders = decoders;
    }

    /** Takes a batch; what it throws ends the work. */
    interface Sink<T> {
        void accept(List<T> batch) throws Exception;
    }

    /** Answers the rows from {@code first} on, a multiple of the batch. */
    void answer(List<Row> rows, int first, Sink<BulkAnswer> sink) throws Exception {
        prepare(rows, first, batch -> sink.accept(ensemble.answer(batch)));
    }

    /** Hands on the rows from {@code first} on, decoded. */
    void prepare(List<Row> rows, int first, Sink<Ensemble.Prepared> sink) throws Exception {
        var pool = Executors.newFixedThreadPool(decoders, task -> {
            var thread = new Thread(task, "decoding");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var next = prepare(pool, rows, first);
            for (int start = first; start < rows.size(); start += BATCH) {
                var batch = next;
                next = prepare(pool, rows, start + BATCH);
                sink.accept(all(batch));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Future<Ensemble.Prepared>> prepare(ExecutorService pool, List<Row> rows, int start) {
        var batch = new ArrayList<Future<Ensemble.Prepared>>();
        for (Row row : rows.subList(Math.min(start, rows.size()), Math.min(start + BATCH, rows.size()))) {
            batch.add(pool.submit(() -> ensemble.prepare(row)));
        }
        return batch;
    }

    private static List<Ensemble.Prepared> all(List<Future<Ensemble.Prepared>> batch) throws InterruptedException {
        var rows = new ArrayList<Ensemble.Prepared>();
        for (var row : batch) {
            try {
                rows.add(row.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot prepare a row: " + e.getCause(), e.getCause());
            }
        }
        return rows;
    }
}
