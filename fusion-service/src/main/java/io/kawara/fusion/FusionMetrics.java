package io.kawara.fusion;

import io.kawara.contracts.Result;
import io.kawara.contracts.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** Fusion's figures: open cases and the age of the oldest by lane, answers by status, late words and dead letters. */
final class FusionMetrics {
    private final MeterRegistry meters;
    private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> versions = new ConcurrentHashMap<>();

    FusionMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (Status status : Status.values()) {
            answers(status); // there from the start, so that a rate of none is 0 and not a gap
        }
    }

    /** This process works on that lane now. */
    void taken(int number, Lane lane) {
        lanes.put(number, lane);
        gauge("kawara.lane.open", "Images without an answer", number, Lane::open);
        gauge("kawara.lane.oldest.age", "Seconds since the oldest image came that has no answer", number, this::age);
    }

    /** Another process works on that lane from now on. */
    void given(int number, Lane lane) {
        lanes.remove(number, lane);
    }

    void answered(Result result) {
        answers(result.status()).increment();
        meters.timer("kawara.fusion.duration").record(Duration.between(result.receivedAt(), result.decidedAt()));
    }

    /** A stage spoke of an image that is answered. */
    void late() {
        meters.counter("kawara.fusion.late").increment();
    }

    /** The version of a model that serves now. */
    void version(String model, int version) {
        versions.computeIfAbsent(
                        model,
                        name -> meters.gauge(
                                "kawara.model.version", Tags.of("stage", "fusion", "model", name), new AtomicInteger()))
                .set(version);
    }

    void deadLetter(String topic) {
        meters.counter("kawara.fusion.dead.letters", "topic", topic).increment();
    }

    private Counter answers(Status status) {
        return meters.counter("kawara.fusion.answers", "status", status.name().toLowerCase(java.util.Locale.ROOT));
    }

    private void gauge(String name, String description, int number, ToDoubleFunction<Lane> figure) {
        io.micrometer.core.instrument.Gauge.builder(name, lanes, all -> {
                    Lane lane = all.get(number);
                    return lane == null ? 0 : figure.applyAsDouble(lane);
                })
                .description(description)
                .tags(Tags.of("stage", "fusion", "lane", Integer.toString(number)))
                .register(meters);
    }

    private double age(Lane lane) {
        return lane.oldest()
                .map(since -> Duration.between(since, Instant.now()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
