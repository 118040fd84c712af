package io.kawara.trainer.labels;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Label;
import io.kawara.trainer.catalogue.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** Looks labels up, newest first. Whatever is null is not asked for. */
public record LabelQuery(
        String image, String pipeline, String source, String by, String state, String kind, int limit, String after) {
    private static final String END = "~";

    /** Labels in pages; {@code next} is null on the last one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<StatedLabel> labels, String next) {}

    /** A label as the catalogue keeps it. */
    public static Label parse(String body) {
        return LabelRow.parse(body);
    }

    /** All labels of an image. */
    public static LabelQuery ofImage(String image) {
        return new LabelQuery(image, null, null, null, null, null, Integer.MAX_VALUE - 1, null);
    }

    /**
     * Asks.
     *
     * @throws Refusal if {@code after} is no place that a page ended at, or the limit is below 1
     */
    public Page ask(Jdbi jdbi) {
        if (limit < 1) {
            throw Refusal.badRequest("'limit' counts from 1: " + limit);
        }
        return jdbi.withHandle(this::ask);
    }

    private Page ask(Handle handle) {
        var conditions = new ArrayList<>(List.of("1 = 1"));
        add(conditions, image, "l.image = :image");
        add(conditions, pipeline, "l.pipeline = :pipeline");
        add(conditions, source, "l.source = :source");
        add(conditions, by, "l.annotator = :by");
        add(conditions, state, "l.state = :state");
        add(conditions, kind, "l.kind = :kind");
        add(conditions, after, "(l.given_at < :at or l.given_at = :at and l.id < :id)");
        var query = handle.createQuery("select " + LabelRow.COLUMNS + " from " + LabelRow.TABLES + " where "
                + String.join(" and ", conditions) + " order by l.given_at desc, l.id desc limit :limit");
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        var labels = query.bind("image", image)
                .bind("pipeline", pipeline)
                .bind("source", source)
                .bind("by", by)
                .bind("state", state)
                .bind("kind", kind)
                .bind("at", LabelRow.time(after == null ? Instant.EPOCH : place()))
                .bind("id", after == null ? "" : after.substring(after.indexOf(END) + 1))
                .bind("limit", limit + 1)
                .map((row, context) -> StatedLabel.of(LabelRow.of(row)))
                .list();
        if (labels.size() <= limit) {
            return new Page(labels, null);
        }
        var last = labels.get(limit - 1).label();
        return new Page(List.copyOf(labels.subList(0, limit)), last.at().toEpochMilli() + END + last.id());
    }

    private Instant place() {
        try {
            return Instant.ofEpochMilli(Long.parseLong(after.substring(0, Math.max(0, after.indexOf(END)))));
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("'after' is no place that a page of labels ended at: " + after);
        }
    }

    private static void add(List<String> conditions, String asked, String condition) {
        if (asked != null) {
            conditions.add(condition);
        }
    }
}
