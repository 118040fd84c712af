package io.kawara.trainer.labels;

import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Pipeline;
import io.kawara.messaging.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Compares what several people said of the same images: the last word of each, whether it counts or is held. */
public final class Annotators {
    private static final int MOST_CONFLICTS = 500;
    private static final String SAID = "kind = 'human' and state in ('counts', 'held') and withdraws is null";

    private final Jdbi jdbi;

    public Annotators(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An image that people contradict each other about. */
    public record Conflict(String image, List<StatedLabel> labels) {}

    /** How far those who label a pipeline's images agree. */
    public Agreement agreement(Registry registry, Pipeline pipeline) {
        var said = jdbi.withHandle(handle -> said(handle, pipeline.name(), "count(distinct annotator) > 1"));
        return Agreement.of(
                said.stream()
                        .map(rows -> rows.stream().map(LabelRow::label).toList())
                        .toList(),
                pipeline.task(),
                KnownClasses.of(pipeline, registry::serving).classes());
    }

    /** The images that people contradict each other about: those that were labelled last, at most 500. */
    public List<Conflict> conflicts(String pipeline) {
        return jdbi
                .withHandle(
                        handle -> said(handle, pipeline, "count(distinct annotator) > 1 and count(distinct says) > 1"))
                .stream()
                .filter(Annotators::isContradictory)
                .limit(MOST_CONFLICTS)
                .map(rows -> new Conflict(
                        rows.get(0).label().image(),
                        rows.stream().map(StatedLabel::of).toList()))
                .toList();
    }

    private static boolean isContradictory(List<LabelRow> rows) {
        return rows.stream().anyMatch(row -> !Statement.agree(rows.get(0).label(), row.label()));
    }

    /** By image, the image that was labelled last first; of one annotator the last label. */
    private static Collection<List<LabelRow>> said(Handle handle, String pipeline, String having) {
        Map<String, Map<String, LabelRow>> images = new LinkedHashMap<>();
        handle.createQuery("select " + LabelRow.COLUMNS + " from " + LabelRow.TABLES
                        + " where l.pipeline = :pipeline and l." + SAID
                        + " and l.image in (select image from label where pipeline = :pipeline and " + SAID
                        + " group by image having " + having + ") order by l.given_at desc, l.id desc")
                .bind("pipeline", pipeline)
                .map((row, context) -> LabelRow.of(row))
                .forEach(row -> images.computeIfAbsent(row.label().image(), image -> new LinkedHashMap<>())
                        .putIfAbsent(row.label().by(), row));
        Collection<List<LabelRow>> all = new ArrayList<>();
        images.values().forEach(rows -> all.add(List.copyOf(rows.values())));
        return all;
    }
}
