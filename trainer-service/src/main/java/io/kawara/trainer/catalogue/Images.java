package io.kawara.trainer.catalogue;

import io.kawara.contracts.Submission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Finds images. Safe for many threads. */
public final class Images {
    private static final String COLUMNS =
            "submission, id, pipeline, status, label, score, margin, received_at, decided_at, sha256, bytes, belongs";

    /** After every image. */
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private final Jdbi jdbi;

    public Images(Database database) {
        this.jdbi = database.jdbi();
    }

    /**
     * Images, newest first.
     *
     * @param next where the next page begins; null where this is the last
     */
    public record Page(List<CataloguedImage> images, String next) {}

    public Page search(ImageQuery query) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        condition(conditions, values, "pipeline = :pipeline", "pipeline", query.pipeline());
        condition(conditions, values, "label = :label", "label", query.label());
        condition(conditions, values, "status = :status", "status", query.status());
        condition(
                conditions,
                values,
                "received_at >= :from",
                "from",
                query.from() == null ? null : ImageRows.time(query.from()));
        condition(
                conditions, values, "received_at < :to", "to", query.to() == null ? null : ImageRows.time(query.to()));
        condition(conditions, values, "score < :below", "below", query.below());
        if (query.labelled() != null) {
            conditions.add((query.labelled() ? "" : "not ")
                    + "exists (select 1 from label l where l.image = image.id and l.pipeline = image.pipeline"
                    + " and l.state = 'counts')");
        }
        // Says nothing new, and lets an index find the place: H2 takes the one that has its range, and reads it in its
        // order.
        conditions.add("received_at <= :at");
        values.put(
                "at",
                ImageRows.time(query.after() == null ? LAST : query.after().receivedAt()));
        if (query.after() != null) {
            conditions.add("(received_at < :at or lane < :lane or (lane = :lane and place < :place))");
            values.put("lane", query.after().submission().lane());
            values.put("place", query.after().submission().offset());
        }
        String order = (query.pipeline() == null ? "" : "pipeline desc, ") + "received_at desc, lane desc, place desc";
        return jdbi.withHandle(handle -> {
            var found = handle.createQuery("select " + COLUMNS + " from image where " + String.join(" and ", conditions)
                            + " order by " + order + " limit " + (query.limit() + 1))
                    .bindMap(values)
                    .map((row, context) -> image(row))
                    .list();
            boolean more = found.size() > query.limit();
            var page = withLabels(handle, more ? found.subList(0, query.limit()) : found);
            var last = page.isEmpty() ? null : page.get(page.size() - 1);
            return new Page(page, more ? new Cursor(last.receivedAt(), last.submission()).toString() : null);
        });
    }

    private static void condition(
            List<String> conditions, Map<String, Object> values, String condition, String name, Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    /** The image of that id or submission; of several submissions under one id the latest. */
    public Optional<CataloguedImage> find(String id) {
        return jdbi.withHandle(handle ->
                find(handle, id).map(image -> withLabels(handle, List.of(image)).get(0)));
    }

    private static Optional<CataloguedImage> find(Handle handle, String id) {
        return find(handle, "id", id)
                .or(() -> find(handle, "submission", id)); // one after the other: each has its index
    }

    private static Optional<CataloguedImage> find(Handle handle, String column, String value) {
        return handle.createQuery("select " + COLUMNS + " from image where " + column
                        + " = :value order by received_at desc, lane desc, place desc limit 1")
                .bind("value", value)
                .map((row, context) -> image(row))
                .findOne();
    }

    /** An image's answer as it was given, as JSON. */
    public Optional<String> answer(Submission submission) {
        return jdbi.withHandle(handle -> handle.createQuery("select answer from image where submission = :submission")
                .bind("submission", submission.toString())
                .mapTo(String.class)
                .findOne());
    }

    /**
     * Images of the same pipeline that look the same, the most similar first.
     *
     * @param distance how many bits of the perceptual hash differ at most
     */
    public List<CataloguedImage> similar(CataloguedImage image, int distance, int limit) {
        return jdbi.withHandle(handle -> {
            var hash = handle.createQuery("select phash from image where submission = :submission")
                    .bind("submission", image.submission().toString())
                    .map((row, context) -> Optional.ofNullable((Long) row.getObject("phash")))
                    .one();
            if (hash.isEmpty()) {
                return List.<CataloguedImage>of();
            }
            record Near(String submission, int bits) {}
            var near = new ArrayList<Near>();
            handle.createQuery("select submission, phash from image where pipeline = :pipeline and phash >= :least and"
                            + " submission <> :itself")
                    .bind("least", Long.MIN_VALUE) // any but null
                    .bind("pipeline", image.pipeline())
                    .bind("itself", image.submission().toString())
                    .map((row, context) -> new Near(
                            row.getString("submission"), PerceptualHash.distance(row.getLong("phash"), hash.get())))
                    .forEach(other -> {
                        if (other.bits() <= distance) {
                            near.add(other);
                        }
                    });
            near.sort(java.util.Comparator.comparingInt(Near::bits).thenComparing(Near::submission));
            var found = new ArrayList<CataloguedImage>();
            for (var other : near.subList(0, Math.min(limit, near.size()))) {
                find(handle, other.submission()).ifPresent(one -> found.add(one.at(other.bits())));
            }
            return withLabels(handle, found);
        });
    }

    private static List<CataloguedImage> withLabels(Handle handle, List<CataloguedImage> images) {
        if (images.isEmpty()) {
            return images;
        }
        record Key(String image, String pipeline) {}
        var labels = new HashMap<Key, List<String>>();
        var golden = new HashSet<Key>();
        handle.createQuery("""
            select l.image, l.pipeline, l.golden, c.class from label l left join label_class c on c.label = l.id
            where l.image in (<images>) and l.state = 'counts' order by c.class\
            """)
                .bindList(
                        "images",
                        images.stream().map(CataloguedImage::id).distinct().toList())
                .map((row, context) -> {
                    var key = new Key(row.getString("image"), row.getString("pipeline"));
                    var said = labels.computeIfAbsent(key, none -> new ArrayList<>());
                    String name = row.getString("class");
                    if (name != null && !said.contains(name)) {
                        said.add(name);
                    }
                    return row.getBoolean("golden") && golden.add(key);
                })
                .list();
        return images.stream()
                .map(image -> {
                    var key = new Key(image.id(), image.pipeline());
                    return image.withLabels(labels.getOrDefault(key, List.of()), golden.contains(key));
                })
                .toList();
    }

    private static CataloguedImage image(ResultSet row) throws SQLException {
        var decided = row.getObject("decided_at", OffsetDateTime.class);
        return new CataloguedImage(
                row.getString("id"),
                Submission.parse(row.getString("submission")),
                row.getString("pipeline"),
                row.getString("status"),
                row.getString("label"),
                (Double) row.getObject("score"),
                (Double) row.getObject("margin"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                decided == null ? null : decided.toInstant(),
                row.getString("sha256"),
                (Long) row.getObject("bytes"),
                row.getString("belongs"),
                List.of(),
                false,
                null);
    }
}
