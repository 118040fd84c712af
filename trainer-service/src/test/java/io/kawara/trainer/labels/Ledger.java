package io.kawara.trainer.labels;

import io.kawara.contracts.Headers;
import io.kawara.contracts.Label;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.RegistryKey;
import io.kawara.contracts.Result;
import io.kawara.contracts.Ruling;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Topics;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Registry;
import io.kawara.messaging.Wire;
import io.kawara.trainer.catalogue.ArchivedImage;
import io.kawara.trainer.catalogue.Database;
import io.kawara.trainer.catalogue.Shelf;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A catalogue in memory with a ledger, for tests: times are seconds of one morning. */
public final class Ledger {
    public static final Instant MORNING = Instant.parse("2026-11-20T07:00:00Z");

    /** One for all: its tables take a while to be made. */
    private static final Database IN_MEMORY = Database.inMemory("ledger");

    private static Database database = IN_MEMORY;

    private Registry registry = Registry.EMPTY;
    private final LabelLedger ledger = new LabelLedger(() -> registry);
    private final MockProducer<byte[], byte[]> topic =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private int images = 1;

    public Ledger() {
        jdbi().useHandle(handle -> List.of(
                        "label_class",
                        "label_model",
                        "label",
                        "ruling",
                        "source_hold",
                        "image",
                        "deleted",
                        "snapshot_label",
                        "snapshot_model")
                .forEach(table -> handle.execute("delete from " + table)));
    }

    /** Lets all ledgers from now on be in another database; in memory again where that is null. */
    static void in(Database other) {
        database = other == null ? IN_MEMORY : other;
    }

    public Jdbi jdbi() {
        return database.jdbi();
    }

    public Registry registry() {
        return registry;
    }

    public Ledger with(Pipeline pipeline) {
        return with(RegistryKey.pipeline(pipeline.name()), pipeline);
    }

    public Ledger with(String key, Object value) {
        try {
            registry = registry.with(key, Json.write(value));
        } catch (InvalidMessage e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** An image that is answered so; its picture is like no other's. */
    public void image(Result result, String group) {
        jdbi().useTransaction(handle -> image(handle, result, group));
    }

    /** The same of many images in one transaction. */
    public void image(Handle handle, Result result, String group) {
        var submission = new Submission(0, images++);
        long number = submission.offset() * 0x9E3779B97F4A7C15L;
        Shelf.put(
                handle,
                new ArchivedImage(
                        submission,
                        result.id(),
                        result.pipeline(),
                        String.format("%016x", number).repeat(4),
                        1000L,
                        number,
                        group,
                        null,
                        null,
                        result.receivedAt()),
                new Result(
                        result.id(),
                        submission,
                        result.pipeline(),
                        result.status(),
                        result.label(),
                        result.score(),
                        result.scores(),
                        result.labels(),
                        null,
                        null,
                        result.characters(),
                        null,
                        result.embedding(),
                        result.votes(),
                        null,
                        result.reason(),
                        result.receivedAt(),
                        result.decidedAt()));
    }

    public void take(Label... labels) {
        jdbi().useTransaction(handle -> List.of(labels).forEach(label -> ledger.take(handle, label)));
    }

    public void rule(Ruling ruling) {
        jdbi().useTransaction(handle -> ledger.rule(handle, ruling));
    }

    /** A topic of labels that the ledger reads whatever is put on it. */
    public LabelWriter writer() {
        return new LabelWriter(topic, new Topics(""));
    }

    /** Lets the ledger read what lies on its topic. */
    public void read() {
        for (var record : topic.history()) {
            String type = Wire.header(record.headers(), Headers.TYPE).orElseThrow();
            try {
                if (type.equals(Ruling.TYPE)) {
                    rule(Json.read(record.value(), Ruling.class));
                } else {
                    take(Json.read(record.value(), Label.class));
                }
            } catch (InvalidMessage e) {
                throw new AssertionError(e);
            }
        }
        topic.clear();
    }

    public void forget(String image) {
        jdbi().useTransaction(handle -> {
            handle.execute("insert into deleted values (?, 'ann', ?)", image, LabelRow.time(MORNING));
            ledger.forget(handle, image);
        });
    }

    public String state(String label) {
        return jdbi().withHandle(handle -> handle.createQuery("select state from label where id = :id")
                .bind("id", label)
                .mapTo(String.class)
                .one());
    }

    public String reason(String label) {
        return jdbi().withHandle(handle -> handle.createQuery("select reason from label where id = :id")
                .bind("id", label)
                .map((row, context) -> String.valueOf(row.getString("reason")))
                .one());
    }

    /** The state of every label, and why, by id. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        jdbi().useHandle(handle -> handle.createQuery("select id, state, reason, weight from label order by id")
                .map((row, context) -> Map.entry(
                        row.getString("id"),
                        row.getString("state") + " " + row.getString("reason") + " " + row.getDouble("weight")))
                .forEach(state -> states.put(state.getKey(), state.getValue())));
        return states;
    }
}
