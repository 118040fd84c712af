package io.kawara.local;

import io.kawara.contracts.Result;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Sends files and pairs each with its answer. */
final class Answers implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final TopicReader results;
    private final Submitter submitter;
    private final Map<Submission, Path> open = new ConcurrentHashMap<>();
    /** Answers that came before the acknowledgement of what they answer. */
    private final Map<Submission, Result> early = new HashMap<>();

    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long answered;

    Answers(String bootstrapServers, Topics topics, String pipeline, String text) {
        results = new TopicReader(bootstrapServers);
        results.follow(topics.results());
        submitter = new Submitter(bootstrapServers, topics, pipeline, text);
    }

    /** Is told what happens. */
    interface Listener {
        default void sent(long sent) {}

        default void answered(Path file, Result result, long answered) {}
    }

    /**
     * Sends all {@code files}, reading answers meanwhile.
     *
     * @return which submission each file became
     */
    Map<Submission, Path> send(List<Path> files, Listener listener) throws IOException {
        var submissions = new ConcurrentHashMap<Submission, Path>();
        for (Path file : files) {
            inFlight.incrementAndGet();
            submitter.send(file, (submission, error) -> {
                if (error == null) {
                    open.put(submission, file);
                    submissions.put(submission, file);
                    sent.incrementAndGet();
                } else {
                    failure.compareAndSet(
                            null, new IOException(file + " could not be sent: " + error.getMessage(), error));
                }
                inFlight.decrementAndGet();
            });
            listener.sent(sent.get());
            read(Duration.ZERO, listener);
        }
        submitter.flush();
        listener.sent(sent.get());
        if (failure.get() != null) {
            throw new IOException(failure.get().getMessage(), failure.get());
        }
        return submissions;
    }

    /** Reads answers until all are there or none has come for as long as {@code patience}. */
    void await(Duration patience, Listener listener) {
        long last = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - last < patience.toNanos()) {
            long before = answered;
            read(PAUSE, listener);
            if (answered > before) {
                last = System.nanoTime();
            }
        }
    }

    /** The files that have no answer. */
    List<Path> unanswered() {
        return open.values().stream().sorted().toList();
    }

    private void read(Duration patience, Listener listener) {
        for (var record : results.poll(patience)) {
            result(record.value()).ifPresent(result -> early.put(result.submission(), result));
        }
        boolean acknowledged = inFlight.get() == 0;
        for (var result : List.copyOf(early.values())) {
            Path file = open.remove(result.submission());
            if (file != null) {
                early.remove(result.submission());
                answered++;
                listener.answered(file, result, answered);
            }
        }
        if (acknowledged) {
            early.clear(); // what is left answers somebody else
        }
    }

    private static Optional<Result> result(byte[] value) {
        try {
            return Optional.of(Json.read(value, Result.class));
        } catch (InvalidMessage e) {
            return Optional.empty(); // none of ours
        }
    }

    @Override
    public void close() {
        submitter.close();
        results.close();
    }
}
