package io.kawara.trainer.review;

import io.kawara.trainer.labels.HeldOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/** The answered images of a pipeline in the orders that the review asks for, each order along an index: what it costs does not grow with the catalogue. */
final class Pool {
    private static final String ANSWERED = "i.status in ('complete', 'partial')";

    /** This person has said nothing about it. */
    private static final String UNSAID = """
            not exists (select 1 from label l where l.image = i.id and l.pipeline = i.pipeline and l.annotator = :by
                and l.kind = 'human' and l.state in ('counts', 'held', 'superseded') and l.withdraws is null)""";

    private final Handle handle;
    private final String pipeline;
    private final String by;
    private final Set<String> heldOut;

    Pool(Handle handle, String pipeline, String by) {
        this.handle = handle;
        this.pipeline = pipeline;
        this.by = by;
        this.heldOut = HeldOut.images(handle, pipeline);
    }

    /** An order of images that nobody has labelled. */
    enum Order {
        MARGIN("i.margin", "", " is not null"),
        ENTROPY("i.entropy", " desc", " is not null"),
        DISAGREEMENT("i.disagreement", " desc", " > 0"),
        SCORE("i.score", "", " is not null");

        private final String column;
        private final String direction;
        private final String condition;

        Order(String column, String direction, String condition) {
            this.column = column;
            this.direction = direction;
            this.condition = condition;
        }
    }

    /** The first images of an order that pass, as many as are wanted, or fewer. */
    List<Reviewable> first(Order order, int wanted, Predicate<Reviewable> passes) {
        String direction = order.direction;
        // An index sorts only what is ordered by all of its columns.
        return collect(
                wanted,
                passes,
                UNSAID + " and i.told = 0 and " + order.column + order.condition,
                "i.pipeline" + direction + ", i.told" + direction + ", " + order.column + direction,
                null);
    }

    /** The latest images that are answered so and pass. */
    List<Reviewable> latest(String label, int wanted, Predicate<Reviewable> passes) {
        return collect(
                wanted,
                passes,
                UNSAID + " and i.told = 0 and i.label = :drawn",
                "i.pipeline desc, i.label desc, i.decided_at desc",
                label);
    }

    /** Images drawn by lot, whether others have labelled them or not: those whose files' digests come after a number. */
    List<Reviewable> drawn(String number, int wanted, Predicate<Reviewable> passes) {
        return around(number, wanted, passes, UNSAID);
    }

    /** Images drawn by lot of those that are labelled. */
    List<Reviewable> labelled(String number, int wanted) {
        return around(number, wanted, image -> true, "i.told > 0");
    }

    /** Images drawn by lot of those that nobody has labelled. */
    List<Reviewable> unlabelled(String number, int wanted, Predicate<Reviewable> passes) {
        return around(number, wanted, passes, UNSAID + " and i.told = 0");
    }

    /** From a number on, and then from the beginning. */
    private List<Reviewable> around(String number, int wanted, Predicate<Reviewable> passes, String condition) {
        String order = "i.pipeline, i.sha256";
        var after = collect(wanted, passes, condition + " and i.sha256 >= :drawn", order, number);
        if (after.size() == wanted) {
            return after;
        }
        var before = collect(wanted - after.size(), passes, condition + " and i.sha256 < :drawn", order, number);
        return Stream.concat(after.stream(), before.stream()).toList();
    }

    private List<Reviewable> collect(
            int wanted, Predicate<Reviewable> passes, String condition, String order, String drawn) {
        List<Reviewable> found = new ArrayList<>();
        int limit = wanted + 10;
        for (int offset = 0; found.size() < wanted; offset += limit, limit *= 2) {
            var page = query(condition, order, limit, offset, drawn);
            page.stream()
                    .filter(image -> !heldOut.contains(image.image()))
                    .filter(passes)
                    .limit(wanted - found.size())
                    .forEach(found::add);
            if (page.size() < limit) {
                break;
            }
        }
        return found;
    }

    private List<Reviewable> query(String condition, String order, int limit, int offset, String drawn) {
        var query =
                handle.createQuery("select " + Reviewable.COLUMNS + " from image i where i.pipeline = :pipeline and "
                        + ANSWERED + " and " + condition + " order by " + order + " limit :limit offset :offset");
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return query.bind("pipeline", pipeline)
                .bind("by", by)
                .bind("limit", limit)
                .bind("offset", offset)
                .bind("drawn", drawn)
                .map((row, context) -> Reviewable.of(row))
                .list();
    }
}
