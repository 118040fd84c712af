package io.kawara.trainer.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.kawara.contracts.Label;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Task;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Chooses what a pipeline learns from out of the catalogue: of each picture the label that counts most, a person's before a model's, a later one before an
 * earlier. What is held out is not learnt from, and images that nobody archived cannot be.
 */
public final class Selection {
    // An image that came twice is the one that came last; a label is only of an image that is here.
    private static final String LABELLED = """
            select l.id, l.image, l.kind, l.golden, l.weight, l.body, i.sha256, i.phash, i.belongs, i.fields, i.answer,
                case when g.image is null then 0 else 1 end as measured, case when h.image is null then 0 else 1 end as held
            from label l
            join image i on i.id = l.image and i.pipeline = l.pipeline and i.sha256 is not null
            left join golden_image g on g.image = l.image and g.pipeline = l.pipeline
            left join held_out h on h.image = l.image and h.pipeline = l.pipeline
            where l.pipeline = :pipeline and l.state = 'counts'
            order by case l.kind when 'human' then 0 else 1 end, l.given_at desc, l.id, i.received_at desc""";

    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};

    private final Map<String, Entry> bySha256 = new HashMap<>();
    private final Map<String, Seen> seen = new TreeMap<>();
    private final Pipeline pipeline;

    private Selection(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** What was chosen, and what came with its images, by image. */
    public record Chosen(Manifest manifest, Map<String, Seen> seen) {}

    /** Chooses as the catalogue stands in this transaction. */
    public static Chosen of(Handle handle, Pipeline pipeline) {
        var selection = new Selection(pipeline);
        handle.createQuery(LABELLED)
                .bind("pipeline", pipeline.name())
                .setFetchSize(1000)
                .map((row, context) -> row(row))
                .forEach(selection::take);
        return selection.chosen();
    }

    private record Row(Entry entry, Seen seen, boolean held) {}

    private static Row row(ResultSet row) throws SQLException {
        try {
            var label = Json.read(row.getString("body").getBytes(UTF_8), Label.class);
            var seen = Seen.of(label.image(), fields(row.getString("fields")), answer(row.getString("answer")));
            boolean golden = row.getInt("measured") == 1 && label.kind() == Label.Kind.HUMAN;
            Long phash = row.getObject("phash") == null ? null : row.getLong("phash");
            var entry = new Entry(
                    label.image(),
                    row.getString("sha256"),
                    phash,
                    row.getString("belongs"),
                    label.kind(),
                    golden,
                    label.labels(),
                    new TreeMap<>(label.distribution()),
                    label.characters(),
                    row.getDouble("weight"),
                    label.id(),
                    label.models(),
                    seen.hash());
            return new Row(entry, seen, row.getInt("held") == 1);
        } catch (InvalidMessage e) {
            throw new IllegalStateException("the catalogue holds what is no label: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> fields(String json) throws SQLException {
        try {
            return json == null ? Map.of() : Json.mapper().readValue(json, FIELDS);
        } catch (JsonProcessingException e) {
            throw new SQLException("an image's own words are no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Result answer(String json) throws InvalidMessage {
        return json == null ? null : Json.read(json.getBytes(UTF_8), Result.class);
    }

    private void take(Row row) {
        if (!row.entry().golden() && row.held()) {
            return;
        }
        if (bySha256.putIfAbsent(row.entry().sha256(), row.entry()) == null) {
            seen.put(row.entry().image(), row.seen());
        }
    }

    private Chosen chosen() {
        var classes = classes();
        bySha256.values().removeIf(entry -> !entry.golden() && !classes.containsAll(entry.labels()));
        return new Chosen(
                new Manifest(pipeline.name(), pipeline.task(), classes, List.copyOf(bySha256.values())), seen);
    }

    /** Those of the rules of which there is a label: a class of which nothing is known cannot be answered. Sorted where there are no rules. */
    private List<String> classes() {
        if (pipeline.task() == Task.PAGES) {
            return List.of();
        }
        var said = new TreeSet<String>();
        bySha256.values().stream().filter(entry -> !entry.golden()).forEach(entry -> said.addAll(entry.labels()));
        var ruled = pipeline.learning().classes();
        return ruled.isEmpty()
                ? List.copyOf(said)
                : ruled.stream().filter(said::contains).toList();
    }
}
