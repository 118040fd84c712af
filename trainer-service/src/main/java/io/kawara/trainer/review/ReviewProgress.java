package io.kawara.trainer.review;

import io.kawara.contracts.Label;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Task;
import io.kawara.trainer.labels.LabelQuery;
import io.kawara.trainer.labels.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How far people are, and how often the answers that they looked at were right.
 *
 * @param labelled images that a person's label counts of
 * @param today labels of people since midnight (UTC)
 */
public record ReviewProgress(int labelled, int today, List<Person> byPerson, Accuracy accuracy) {
    /** Labels of one person that stand. */
    public record Person(String by, int labels) {}

    /** Of answers that were looked at, how many were right. */
    public record Share(int reviewed, int right) {
        private Share and(boolean isRight) {
            return new Share(reviewed + 1, right + (isRight ? 1 : 0));
        }
    }

    /** Of all that were looked at, which were chosen for being hard; and of those that were drawn by lot, which tell how good all answers are. */
    public record Accuracy(int reviewed, int right, Share random) {}

    /** Reads it. */
    public static ReviewProgress of(Jdbi jdbi, Pipeline pipeline) {
        return jdbi.withHandle(handle -> new ReviewProgress(
                count(handle, pipeline, "count(distinct image)", Instant.EPOCH),
                count(handle, pipeline, "count(*)", Instant.now().truncatedTo(ChronoUnit.DAYS)),
                people(handle, pipeline),
                accuracy(handle, pipeline)));
    }

    private static int count(Handle handle, Pipeline pipeline, String what, Instant since) {
        return handle.createQuery("select " + what + """
            from label where pipeline = :pipeline and state = 'counts' and kind = 'human' and given_at >= :since\
            """)
                .bind("pipeline", pipeline.name())
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .mapTo(Integer.class)
                .one();
    }

    private static List<Person> people(Handle handle, Pipeline pipeline) {
        return handle.createQuery("""
            select annotator, count(*) as labels from label
            where pipeline = :pipeline and state in ('counts', 'held') and kind = 'human' and withdraws is null
            group by annotator order by labels desc, annotator\
            """)
                .bind("pipeline", pipeline.name())
                .map((row, context) -> new Person(row.getString("annotator"), row.getInt("labels")))
                .list();
    }

    private static Accuracy accuracy(Handle handle, Pipeline pipeline) {
        var all = new Share(0, 0);
        var random = new Share(0, 0);
        var reviewed = pipeline.task() == Task.SINGLE_LABEL ? ofOne(handle, pipeline) : ofSeveral(handle, pipeline);
        for (var label : reviewed) {
            all = all.and(label.right());
            random = label.source().equals("review:" + Kind.RANDOM) ? random.and(label.right()) : random;
        }
        return new Accuracy(all.reviewed(), all.right(), random);
    }

    private record Reviewed(String source, boolean right) {}

    private static final String REVIEWED = """
        from label l join image i on i.id = l.image and i.pipeline = l.pipeline
        where l.pipeline = :pipeline and l.state = 'counts' and l.kind = 'human' and (l.source = 'review' or l.source like 'review:%')
        """;

    private static List<Reviewed> ofOne(Handle handle, Pipeline pipeline) {
        return handle.createQuery(
                        "select l.source, (select max(class) from label_class c where c.label = l.id) as said, i.label "
                                + REVIEWED + " and i.label is not null")
                .bind("pipeline", pipeline.name())
                .map((row, context) -> new Reviewed(
                        row.getString("source"), row.getString("label").equals(row.getString("said"))))
                .list();
    }

    private static List<Reviewed> ofSeveral(Handle handle, Pipeline pipeline) {
        return handle.createQuery("select l.source, l.body, i.id, i.sha256, i.phash, i.answer " + REVIEWED
                        + " and i.status in ('complete', 'partial')")
                .bind("pipeline", pipeline.name())
                .map((row, context) -> {
                    Label said = LabelQuery.parse(row.getString("body"));
                    var answer = Reviewable.of(row).result();
                    return new Reviewed(
                            row.getString("source"), Statement.agree(said, answer.labels(), answer.characters()));
                })
                .list();
    }
}
