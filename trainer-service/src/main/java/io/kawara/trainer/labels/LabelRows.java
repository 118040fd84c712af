package io.kawara.trainer.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Label;
import io.kawara.messaging.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The tables {@code label}, {@code label_class} and {@code label_model}. */
final class LabelRows {
    /** So many images are asked for in one query. */
    private static final int CHUNK = 500;

    static boolean isKnown(Handle handle, String id) {
        return handle.createQuery("select 1 from label where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void insert(Handle handle, Label label, double trust, String refusal, boolean flood) {
        handle.createUpdate("""
            insert into label (id, image, pipeline, kind, annotator, source, given_at, golden, weight, given_weight,
                state, body, says, withdraws, refusal, flood)
            values (:id, :image, :pipeline, :kind, :by, :source, :at, :golden, :weight, :given, 'held', :body, :says,
                :withdraws, :refusal, :flood)\
            """)
                .bind("id", label.id())
                .bind("image", label.image())
                .bind("pipeline", label.pipeline())
                .bind("kind", label.kind() == Label.Kind.HUMAN ? "human" : "pseudo")
                .bind("by", label.by())
                .bind("source", label.source())
                .bind("at", LabelRow.time(label.at()))
                .bind("golden", label.golden())
                .bind("weight", label.weight() * trust)
                .bind("given", label.weight())
                .bind("body", new String(Json.write(label), UTF_8))
                .bind("says", Statement.digest(label))
                .bind("withdraws", label.withdraws())
                .bind("refusal", refusal)
                .bind("flood", flood)
                .execute();
        if (refusal != null) {
            return;
        }
        classes(label).forEach(name -> handle.execute("insert into label_class values (?, ?)", label.id(), name));
        label.models().stream()
                .distinct()
                .forEach(model -> handle.execute("insert into label_model values (?, ?)", label.id(), model));
    }

    private static List<String> classes(Label label) {
        return label.characters().isEmpty()
                ? label.labels().stream().distinct().toList()
                : label.characters().stream().map(c -> c.code()).distinct().toList();
    }

    /** All labels of some images of a pipeline, by image. */
    static Map<String, List<LabelRow>> of(Handle handle, String pipeline, Collection<String> images) {
        Map<String, List<LabelRow>> rows = new HashMap<>();
        for (List<String> some : chunks(images)) {
            handle.createQuery("select " + LabelRow.COLUMNS + " from " + LabelRow.TABLES
                            + " where l.pipeline = :pipeline and l.image in (<images>)")
                    .bind("pipeline", pipeline)
                    .bindList("images", some)
                    .map((row, context) -> LabelRow.of(row))
                    .forEach(row -> rows.computeIfAbsent(row.label().image(), image -> new ArrayList<>())
                            .add(row));
        }
        return rows;
    }

    /** Writes down the standings that differ from what is there. */
    static void write(Handle handle, Collection<LabelRow> rows, Map<String, Standing> standings) {
        var batch =
                handle.prepareBatch("update label set state = :state, reason = :reason, wrong = :wrong where id = :id");
        for (var row : rows) {
            var now = standings.get(row.label().id());
            if (!now.equals(new Standing(row.state(), row.reason(), row.wrong()))) {
                batch.bind("state", now.state().toString())
                        .bind("reason", now.reason())
                        .bind("wrong", now.wrong())
                        .bind("id", row.label().id())
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Tells the images how many people's labels of them count. */
    static void tell(Handle handle, String pipeline, Map<String, Integer> counts) {
        var batch = handle.prepareBatch(
                "update image set told = :told where id = :image and pipeline = :pipeline and told <> :told");
        counts.forEach((image, told) -> batch.bind("told", told)
                .bind("image", image)
                .bind("pipeline", pipeline)
                .add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static List<List<String>> chunks(Collection<String> images) {
        List<String> all = List.copyOf(images);
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }

    private LabelRows() {}
}
