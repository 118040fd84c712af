package io.kawara.trainer.drift;

import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** The class whose share of a pipeline's answers has grown most in the last week. It is looked up once in ten minutes. Thread-safe. */
public final class RisenClass {
    private static final int DAYS = 7;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final double CHANGED = 0.1; // from here on something has, says Siddiqi

    private record Known(Optional<String> name, Instant at) {}

    private final Jdbi jdbi;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> lookedUp = CompletableFuture.completedFuture(null);

    public RisenClass(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What was looked up last; empty where that has not been yet, or the classes are as they were. It is looked up beside. */
    public Optional<String> of(Pipeline pipeline) {
        if (pipeline.task() != Task.SINGLE_LABEL) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        var before = known.get(pipeline.name());
        if (before == null || before.at().plus(FRESH).isBefore(now)) {
            var last = before == null ? Optional.<String>empty() : before.name();
            known.put(pipeline.name(), new Known(last, now));
            lookedUp =
                    CompletableFuture.runAsync(() -> known.put(pipeline.name(), new Known(lookUp(pipeline, now), now)));
            return last;
        }
        return before.name();
    }

    /** Waits until what was asked for is known. */
    void await() {
        lookedUp.join();
    }

    private Optional<String> lookUp(Pipeline pipeline, Instant now) {
        var drift = Drift.of(jdbi, pipeline, DAYS, now);
        return drift.psi().classes() < CHANGED
                ? Optional.empty()
                : drift.classes().stream()
                        .filter(one -> one.now() > one.reference())
                        .max(Comparator.comparingDouble(Drift.ClassDrift::psi))
                        .map(Drift.ClassDrift::name);
    }
}
