package io.kawara.trainer.review;

import io.kawara.contracts.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What there is to learn from.
 *
 * @param images that were received
 * @param labelled images that a person's label counts of, without the golden ones
 * @param golden images that are measured by
 * @param pseudo images that a model's label counts of
 * @param pseudoShare of the images that can be learnt from, in [0,1]
 */
public record DataCounts(
        int images,
        int labelled,
        int golden,
        int pseudo,
        double pseudoShare,
        List<ClassCount> classes,
        List<SourceCount> sources) {
    /** A class: labels of people, of models, and golden ones that say it, and answers. */
    public record ClassCount(String name, int human, int pseudo, int golden, int answers) {}

    /** A source: its labels that count, those that are held, and how much it is trusted. */
    public record SourceCount(String source, int labels, int held, double trust) {}

    /** Counts. */
    public static DataCounts of(Jdbi jdbi, Pipeline pipeline) {
        return jdbi.withHandle(handle -> of(handle, pipeline));
    }

    private static DataCounts of(Handle handle, Pipeline pipeline) {
        int golden = count(handle, pipeline, "select count(*) from golden_image where pipeline = :pipeline");
        int labelled = count(handle, pipeline, """
            select count(distinct image) from label
            where pipeline = :pipeline and state = 'counts' and kind = 'human' and image not in (
                select image from golden_image where pipeline = :pipeline)\
            """);
        int pseudo = count(handle, pipeline, """
            select count(distinct image) from label where pipeline = :pipeline and state = 'counts' and kind = 'pseudo'\
            """);
        return new DataCounts(
                count(handle, pipeline, "select count(*) from image where pipeline = :pipeline"),
                labelled,
                golden,
                pseudo,
                pseudo == 0 ? 0 : (double) pseudo / (pseudo + labelled),
                classes(handle, pipeline),
                sources(handle, pipeline));
    }

    private static int count(Handle handle, Pipeline pipeline, String query) {
        return handle.createQuery(query)
                .bind("pipeline", pipeline.name())
                .mapTo(Integer.class)
                .one();
    }

    private static List<ClassCount> classes(Handle handle, Pipeline pipeline) {
        Map<String, int[]> counts = new TreeMap<>();
        handle.createQuery("""
            select c.class as name, l.kind, l.golden, count(*) as labels from label l join label_class c on c.label = l.id
            where l.pipeline = :pipeline and l.state = 'counts' group by c.class, l.kind, l.golden\
            """)
                .bind("pipeline", pipeline.name())
                .map((row, context) -> {
                    int which =
                            row.getBoolean("golden") ? 2 : row.getString("kind").equals("human") ? 0 : 1;
                    of(counts, row.getString("name"))[which] += row.getInt("labels");
                    return which;
                })
                .list();
        handle.createQuery("""
            select label as name, count(*) as answers from image
            where pipeline = :pipeline and label is not null group by label\
            """)
                .bind("pipeline", pipeline.name())
                .map((row, context) -> of(counts, row.getString("name"))[3] += row.getInt("answers"))
                .list();
        List<ClassCount> classes = new ArrayList<>();
        counts.forEach((name, n) -> classes.add(new ClassCount(name, n[0], n[1], n[2], n[3])));
        return classes;
    }

    private static int[] of(Map<String, int[]> counts, String name) {
        return counts.computeIfAbsent(name, unknown -> new int[4]);
    }

    private static List<SourceCount> sources(Handle handle, Pipeline pipeline) {
        return handle.createQuery("""
            select source, min(kind) as kind, sum(case when state = 'counts' then 1 else 0 end) as labels,
                sum(case when state = 'held' then 1 else 0 end) as held
            from label where pipeline = :pipeline and withdraws is null group by source order by source\
            """)
                .bind("pipeline", pipeline.name())
                .map((row, context) -> new SourceCount(
                        row.getString("source"),
                        row.getInt("labels"),
                        row.getInt("held"),
                        row.getString("kind").equals("pseudo")
                                ? 1
                                : pipeline.learning()
                                        .source(row.getString("source"))
                                        .trust()))
                .list();
    }
}
