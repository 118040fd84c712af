package io.kawara.trainer.labels;

import io.kawara.contracts.KnownClasses;
import io.kawara.contracts.Label;
import io.kawara.contracts.LoopRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Ruling;
import io.kawara.messaging.Registry;
import io.kawara.trainer.catalogue.LabelBook;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Writes down what is said of images, and which of it counts.
 *
 * <p>Everything happens through the handle, in whichever transaction it is in. One thread at a time.
 */
public final class LabelLedger implements LabelBook {
    private final Supplier<Registry> registry;
    private final Map<String, Map<String, LoopRules.Source>> trusted =
            new ConcurrentHashMap<>(); // by pipeline, as written down

    /** {@code registry}: what pipelines know and whom they trust; labels of a pipeline that is not known are taken as they are. */
    public LabelLedger(Supplier<Registry> registry) {
        this.registry = registry;
    }

    @Override
    public void take(Handle handle, Label label) {
        if (LabelRows.isKnown(handle, label.id())) {
            return;
        }
        var rules = rules(label.pipeline());
        if (!rules.sources().equals(trusted.get(label.pipeline()))) {
            trust(handle, label.pipeline(), rules);
        }
        String refusal = refusal(handle, label).orElse(null);
        double trust = label.kind() == Label.Kind.PSEUDO
                ? 1
                : rules.source(label.source()).trust();
        boolean flood = refusal == null && SourceGuard.isFlood(handle, label, rules);
        LabelRows.insert(handle, label, trust, refusal, flood);
        Rulings.apply(handle, label);
        Set<String> images = new TreeSet<>(List.of(label.image()));
        if (refusal == null && !flood) {
            SourceGuard.pushedOut(handle, label, rules).ifPresent(images::add);
        }
        restate(handle, label.pipeline(), images);
    }

    @Override
    public void rule(Handle handle, Ruling ruling) {
        if (Rulings.isKnown(handle, ruling.id())) {
            return;
        }
        Rulings.insert(handle, ruling);
        Rulings.apply(handle, ruling).forEach((pipeline, images) -> restate(handle, pipeline, images));
    }

    @Override
    public void clear(Handle handle) {
        handle.execute("delete from label");
        handle.execute("delete from ruling");
        handle.execute("delete from source_hold");
    }

    @Override
    public void forget(Handle handle, String image) {
        var sources = handle.createQuery(
                        "select distinct pipeline, source from label where image = :image and wrong is not null")
                .bind("image", image)
                .map((row, context) -> Map.entry(row.getString("pipeline"), row.getString("source")))
                .list();
        handle.execute("delete from label where image = ?", image);
        sources.forEach(source -> judge(handle, source.getKey(), Set.of(source.getValue())));
    }

    /** Weighs what was said anew, after a pipeline's rules have changed whom it trusts. Quotas go for what comes from then on. */
    private void trust(Handle handle, String pipeline, LoopRules rules) {
        var sources = handle.createQuery("select distinct source from label where pipeline = :p and kind = 'human'")
                .bind("p", pipeline)
                .mapTo(String.class)
                .set();
        int changed = 0;
        for (String source : sources) {
            changed += handle.createUpdate("""
                update label set weight = given_weight * :trust
                where pipeline = :pipeline and source = :source and weight <> given_weight * :trust\
                """)
                    .bind("trust", rules.source(source).trust())
                    .bind("pipeline", pipeline)
                    .bind("source", source)
                    .execute();
        }
        if (changed > 0) {
            restate(handle, pipeline, contested(handle, pipeline));
        }
        judge(handle, pipeline, sources);
        handle.afterCommit(() -> trusted.put(pipeline, rules.sources()));
    }

    private static Set<String> contested(Handle handle, String pipeline) {
        return handle.createQuery("""
            select image from label where pipeline = :p and kind = 'human'
            group by image having count(distinct annotator) > 1\
            """).bind("p", pipeline).mapTo(String.class).set();
    }

    private Optional<String> refusal(Handle handle, Label label) {
        var deleted = handle.createQuery("select by_whom from deleted where image = :image")
                .bind("image", label.image())
                .mapTo(String.class)
                .findOne();
        if (deleted.isPresent()) {
            return Optional.of("the image was deleted by " + deleted.get());
        }
        if (label.withdraws() != null) {
            return withdrawal(handle, label);
        }
        var now = registry.get();
        return now.pipeline(label.pipeline())
                .flatMap(pipeline -> KnownClasses.of(pipeline, now::serving).check(label))
                .map(KnownClasses.Refusal::reason);
    }

    /** A label that comes later than what takes it back is looked at when it comes. */
    private static Optional<String> withdrawal(Handle handle, Label back) {
        return handle.createQuery("select image, annotator from label where id = :id")
                .bind("id", back.withdraws())
                .map((row, context) -> !row.getString("image").equals(back.image())
                        ? back.withdraws() + " is a label of another image"
                        : row.getString("annotator").equals(back.by())
                                ? ""
                                : back.withdraws() + " is " + row.getString("annotator")
                                        + "'s, who alone takes it back")
                .findOne()
                .filter(reason -> !reason.isEmpty());
    }

    private void restate(Handle handle, String pipeline, Collection<String> images) {
        Set<String> judged = new TreeSet<>();
        for (List<String> some : LabelRows.chunks(images)) {
            Map<String, String> holds = SourceGuard.holds(handle, pipeline);
            Map<String, Integer> told = new TreeMap<>();
            for (var image : LabelRows.of(handle, pipeline, some).entrySet()) {
                var standings = LabelStates.of(image.getValue(), holds::get);
                LabelRows.write(handle, image.getValue(), standings);
                told.put(image.getKey(), told(image.getValue(), standings));
                image.getValue().stream()
                        .filter(row -> !java.util.Objects.equals(
                                row.wrong(), standings.get(row.label().id()).wrong()))
                        .forEach(row -> judged.add(row.label().source()));
            }
            LabelRows.tell(handle, pipeline, told);
        }
        judge(handle, pipeline, judged);
    }

    private static int told(List<LabelRow> rows, Map<String, Standing> standings) {
        return (int) rows.stream()
                .filter(row -> row.isHuman() && standings.get(row.label().id()).state() == State.COUNTS)
                .count();
    }

    private void judge(Handle handle, String pipeline, Collection<String> sources) {
        for (String source : sources) {
            if (SourceGuard.judge(handle, pipeline, source, rules(pipeline))) {
                var images = handle.createQuery(
                                "select distinct image from label where pipeline = :pipeline and source = :source")
                        .bind("pipeline", pipeline)
                        .bind("source", source)
                        .mapTo(String.class)
                        .list();
                restate(handle, pipeline, images);
            }
        }
    }

    private LoopRules rules(String pipeline) {
        return registry.get().pipeline(pipeline).map(Pipeline::learning).orElseGet(LoopRules::defaults);
    }
}
