package io.kawara.messaging;

import io.kawara.contracts.Outcome;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The figures that every stage shows alike: time by phase, batch size, outcomes, the oldest unanswered record of each lane, model versions. */
public final class StageMetrics {
    private final MeterRegistry meters;
    private final String stage;
    private final DistributionSummary batchSize;
    private final Map<Integer, ConcurrentSkipListMap<Long, Long>> unanswered = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> versions = new ConcurrentHashMap<>();

    public StageMetrics(MeterRegistry meters, String stage) {
        this.meters = meters;
        this.stage = stage;
        this.batchSize = DistributionSummary.builder("kawara.stage.batch.size")
                .description("Records answered together")
                .tag("stage", stage)
                .register(meters);
    }

    public void batch(int records) {
        batchSize.record(records);
    }

    /** Time that a phase took, e.g. {@code decode}, {@code inference}, {@code send}. */
    public void took(String phase, Duration time) {
        meters.timer("kawara.stage.duration", "stage", stage, "phase", phase).record(time);
    }

    public void outcome(Outcome outcome) {
        meters.counter(
                        "kawara.stage.outcomes",
                        "stage",
                        stage,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** A record came: {@code timestamp} is when it was produced, in milliseconds since 1970. */
    public void received(int lane, long offset, long timestamp) {
        unanswered.computeIfAbsent(lane, this::lane).put(offset, timestamp);
    }

    /** A record was answered, or there was nothing to answer. */
    public void answered(int lane, long offset) {
        unanswered.computeIfAbsent(lane, this::lane).remove(offset);
    }

    /** The version of a model that serves now. */
    public void version(String model, int version) {
        versions.computeIfAbsent(
                        model,
                        name -> meters.gauge(
                                "kawara.model.version", Tags.of("stage", stage, "model", name), new AtomicInteger()))
                .set(version);
    }

    private ConcurrentSkipListMap<Long, Long> lane(int lane) {
        ConcurrentSkipListMap<Long, Long> offsets = new ConcurrentSkipListMap<>();
        meters.gauge(
                "kawara.lane.oldest.age",
                Tags.of("stage", stage, "lane", Integer.toString(lane)),
                offsets,
                StageMetrics::oldestAge);
        return offsets;
    }

    /** Seconds since the oldest record that is in work was produced; 0 when none is. */
    private static double oldestAge(ConcurrentSkipListMap<Long, Long> offsets) {
        Map.Entry<Long, Long> oldest = offsets.firstEntry();
        return oldest == null ? 0 : Math.max(0, System.currentTimeMillis() - oldest.getValue()) / 1000.0;
    }
}
