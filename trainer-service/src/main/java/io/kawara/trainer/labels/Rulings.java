package io.kawara.trainer.labels;

import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;

/** The table {@code ruling}, and which ruling goes for which label. */
final class Rulings {
    static boolean isKnown(Handle handle, String id) {
        return handle.createQuery("select 1 from ruling where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void insert(Handle handle, Ruling ruling) {
        bind(handle.createUpdate("""
            insert into ruling (id, verdict, pipeline, label, source, model, from_at, to_at, kind, by_whom, reason,
                ruled_at)
            values (:id, :verdict, :pipeline, :label, :source, :model, :from, :to, :kind, :by, :reason, :at)\
            """), ruling)
                .bind("verdict", ruling.verdict().name().toLowerCase(Locale.ROOT))
                .bind("by", ruling.by())
                .bind("reason", ruling.reason() == null ? said(ruling) : ruling.reason())
                .execute();
    }

    private static String said(Ruling ruling) {
        return ruling.verdict().name().toLowerCase(Locale.ROOT) + "d by " + ruling.by();
    }

    /** Lets a ruling go for the labels that it means, unless one that revokes or a later one does; tells which images of which pipelines are concerned. */
    static Map<String, Collection<String>> apply(Handle handle, Ruling ruling) {
        String unruled = meant(ruling) + """

            and not exists (select 1 from ruling r where r.id = label.ruling and (r.verdict = 'revoke' and not :revokes
                    or (r.verdict = 'revoke' or not :revokes) and (r.ruled_at > :at or r.ruled_at = :at and r.id > :id)))\
            """;
        Map<String, Collection<String>> images = new TreeMap<>();
        bind(handle.createQuery("select pipeline, image from label where " + unruled), ruling)
                .map((row, context) -> Map.entry(row.getString("pipeline"), row.getString("image")))
                .forEach(image -> images.computeIfAbsent(image.getKey(), pipeline -> new TreeSet<>())
                        .add(image.getValue()));
        if (!images.isEmpty()) {
            bind(handle.createUpdate("update label set ruling = :id where " + unruled), ruling)
                    .execute();
        }
        return images;
    }

    /** Lets the ruling go for a label that revokes it, or else the latest that means it. */
    static void apply(Handle handle, Label label) {
        handle.createQuery("""
            select id from ruling where ruled_at > :at
                and (pipeline is null or pipeline = :pipeline) and (label is null or label = :id)
                and (source is null or source = :source) and (kind is null or kind = :kind)
                and (from_at is null or from_at <= :at) and (to_at is null or to_at > :at)
                and (model is null or exists (
                    select 1 from label_model m where m.label = :id and m.model = ruling.model))
            order by case when verdict = 'revoke' then 0 else 1 end, ruled_at desc, id desc limit 1\
            """)
                .bind("at", LabelRow.time(label.at()))
                .bind("pipeline", label.pipeline())
                .bind("id", label.id())
                .bind("source", label.source())
                .bind("kind", kind(label.kind()))
                .mapTo(String.class)
                .findOne()
                .ifPresent(ruling -> handle.execute("update label set ruling = ? where id = ?", ruling, label.id()));
    }

    /** The condition that a label is meant, of the columns of {@code label}. */
    static String meant(Ruling ruling) {
        var conditions = new ArrayList<>(List.of("label.given_at < :at"));
        add(conditions, ruling.pipeline(), "label.pipeline = :pipeline");
        add(conditions, ruling.label(), "label.id = :label");
        add(conditions, ruling.source(), "label.source = :source");
        add(conditions, ruling.from(), "label.given_at >= :from");
        add(conditions, ruling.to(), "label.given_at < :to");
        add(conditions, ruling.kind(), "label.kind = :kind");
        add(
                conditions,
                ruling.model(),
                "exists (select 1 from label_model m where m.label = label.id and m.model = :model)");
        return String.join(" and ", conditions);
    }

    /** Binds all that {@link #meant} names. */
    static <S extends SqlStatement<S>> S bind(S statement, Ruling ruling) {
        statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return statement
                .bind("id", ruling.id())
                .bind("at", LabelRow.time(ruling.at()))
                .bind("revokes", ruling.verdict() == Ruling.Verdict.REVOKE)
                .bind("pipeline", ruling.pipeline())
                .bind("label", ruling.label())
                .bind("source", ruling.source())
                .bind("model", ruling.model())
                .bind("from", ruling.from() == null ? null : LabelRow.time(ruling.from()))
                .bind("to", ruling.to() == null ? null : LabelRow.time(ruling.to()))
                .bind("kind", ruling.kind() == null ? null : kind(ruling.kind()));
    }

    private static void add(List<String> conditions, Object named, String condition) {
        if (named != null) {
            conditions.add(condition);
        }
    }

    private static String kind(Label.Kind kind) {
        return kind == Label.Kind.HUMAN ? "human" : "pseudo";
    }

    private Rulings() {}
}
