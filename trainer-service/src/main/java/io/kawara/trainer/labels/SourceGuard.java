package io.kawara.trainer.labels;

import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Watches over the sources of labels: how much each sends within an hour, and how often it contradicts the golden labels.
 *
 * <p>Hours are those of the clock (UTC), and a label's place in its hour is that of the time it was given: so the same labels are held in whichever order
 * they come.
 */
final class SourceGuard {
    /** From so many labels on golden images on, a source is judged. */
    private static final int ENOUGH = 5;

    /** Why labels of a source are held, by source. */
    static Map<String, String> holds(Handle handle, String pipeline) {
        Map<String, String> holds = new HashMap<>();
        handle.createQuery("select source from source_hold where pipeline = :pipeline")
                .bind("pipeline", pipeline)
                .mapTo(String.class)
                .forEach(source -> holds.put(source, source + " contradicts the golden labels too often"));
        return holds;
    }

    /** Weighs a source anew; tells whether that changes what is held. */
    static boolean judge(Handle handle, String pipeline, String source, LoopRules rules) {
        int[] found = handle.createQuery("""
            select count(*) as compared, coalesce(sum(case when wrong then 1 else 0 end), 0) as wrong from label
            where pipeline = :pipeline and source = :source and wrong is not null\
            """)
                .bind("pipeline", pipeline)
                .bind("source", source)
                .map((row, context) -> new int[] {row.getInt("compared"), row.getInt("wrong")})
                .one();
        boolean hold = found[0] >= ENOUGH && found[1] > rules.source(source).wrong() * found[0];
        int held = handle.execute("delete from source_hold where pipeline = ? and source = ?", pipeline, source);
        if (hold) {
            handle.execute("insert into source_hold values (?, ?, ?, ?)", pipeline, source, found[0], found[1]);
        }
        return hold != held > 0;
    }

    /** Whether a label that is about to be written is beyond its source's quota. */
    static boolean isFlood(Handle handle, Label label, LoopRules rules) {
        Integer quota = rules.source(label.source()).perHour();
        if (quota == null || label.kind() == Label.Kind.PSEUDO || label.withdraws() != null) {
            return false;
        }
        int before = handle.createQuery("select count(*) from (select 1 from label where " + HOUR + """

            and (given_at < :at or given_at = :at and id < :id) limit :quota) earlier\
            """)
                .bind("pipeline", label.pipeline())
                .bind("source", label.source())
                .bind("hour", LabelRow.time(hour(label)))
                .bind("end", LabelRow.time(hour(label).plus(1, ChronoUnit.HOURS)))
                .bind("at", LabelRow.time(label.at()))
                .bind("id", label.id())
                .bind("quota", quota)
                .mapTo(Integer.class)
                .one();
        return before >= quota;
    }

    /** The image of the label that a label pushed beyond its source's quota by coming late; it is marked. */
    static Optional<String> pushedOut(Handle handle, Label label, LoopRules rules) {
        Integer quota = rules.source(label.source()).perHour();
        if (quota == null || label.kind() == Label.Kind.PSEUDO || label.withdraws() != null) {
            return Optional.empty();
        }
        var last = handle.createQuery("select id, image from label where " + HOUR
                        + " order by given_at, id offset :quota rows fetch first 1 rows only")
                .bind("pipeline", label.pipeline())
                .bind("source", label.source())
                .bind("hour", LabelRow.time(hour(label)))
                .bind("end", LabelRow.time(hour(label).plus(1, ChronoUnit.HOURS)))
                .bind("quota", quota)
                .map((row, context) -> Map.entry(row.getString("id"), row.getString("image")))
                .findOne();
        return last.filter(pushed ->
                        handle.execute("update label set flood = true where id = ? and not flood", pushed.getKey()) > 0)
                .map(Map.Entry::getValue);
    }

    private static final String HOUR = """
        pipeline = :pipeline and source = :source and given_at >= :hour and given_at < :end
            and kind = 'human' and withdraws is null and refusal is null\
        """;

    private static Instant hour(Label label) {
        return label.at().truncatedTo(ChronoUnit.HOURS);
    }

    private SourceGuard() {}
}
