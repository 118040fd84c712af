package io.kawara.trainer.labels;

import io.kawara.contracts.Label;
import io.kawara.contracts.Ruling;
import io.kawara.contracts.Ruling.Verdict;
import io.kawara.trainer.catalogue.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Rules on labels: says which are meant and puts the ruling on the topic, from which the ledger follows it.
 *
 * <p>Thread-safe.
 */
public final class Verdicts {
    private final Jdbi jdbi;
    private final LabelWriter writer;

    public Verdicts(Jdbi jdbi, LabelWriter writer) {
        this.jdbi = jdbi;
        this.writer = writer;
    }

    /**
     * What a revocation comes to.
     *
     * @param revoked how many labels counted until now
     * @param models those that learnt from labels that are meant, each {@code NAME@VERSION}
     */
    public record Revocation(int revoked, List<String> models) {}

    /** Lets held labels count: those of a source, or one; tells how many. */
    public int release(String pipeline, String source, String label, String by, String reason) {
        return rule(Verdict.RELEASE, pipeline, source, label, by, reason);
    }

    /** Lets held labels never count: those of a source, or one; tells how many. */
    public int refuse(String pipeline, String source, String label, String by, String reason) {
        return rule(Verdict.REFUSE, pipeline, source, label, by, reason);
    }

    private int rule(Verdict verdict, String pipeline, String source, String label, String by, String reason) {
        if (source == null && label == null) {
            throw Refusal.badRequest("name the source or the label that is meant");
        }
        var ruling = new Ruling(
                UUID.randomUUID().toString(),
                verdict,
                pipeline,
                label,
                source,
                null,
                null,
                null,
                null,
                by,
                reason,
                now());
        int meant = jdbi.withHandle(handle -> count(handle, ruling, "held"));
        writer.write(ruling);
        return meant;
    }

    /**
     * Takes out the labels that all of what is named fits, as far as they were given by now.
     *
     * @param model {@code NAME@VERSION} that made pseudo-labels
     * @throws Refusal if nothing is named, or the times are the wrong way round
     */
    public Revocation revoke(
            String pipeline,
            String label,
            String source,
            String model,
            Instant from,
            Instant to,
            String by,
            String reason) {
        if (label == null && source == null && model == null && from == null && to == null) {
            throw Refusal.badRequest(
                    "name the model, the source, the label or the time of the labels that are to be revoked");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw Refusal.badRequest("'from' is " + from + ", which is not before 'to', " + to);
        }
        var ruling = new Ruling(
                UUID.randomUUID().toString(),
                Verdict.REVOKE,
                pipeline,
                label,
                source,
                model,
                from,
                to,
                null,
                by,
                reason,
                now());
        var revocation =
                jdbi.withHandle(handle -> new Revocation(count(handle, ruling, "counts"), learners(handle, ruling)));
        writer.write(ruling);
        return revocation;
    }

    /** Takes out all pseudo-labels of a pipeline; tells how many counted until now. */
    public int remake(String pipeline, String by, Instant at) {
        var ruling = new Ruling(
                UUID.randomUUID().toString(),
                Verdict.REVOKE,
                pipeline,
                null,
                null,
                null,
                null,
                null,
                Label.Kind.PSEUDO,
                by,
                "made anew",
                at);
        int meant = jdbi.withHandle(handle -> count(handle, ruling, "counts"));
        writer.write(ruling);
        return meant;
    }

    private static int count(Handle handle, Ruling ruling, String state) {
        return Rulings.bind(
                        handle.createQuery("select count(*) from label where " + Rulings.meant(ruling)
                                + " and state = '" + state + "'"),
                        ruling)
                .mapTo(Integer.class)
                .one();
    }

    private static List<String> learners(Handle handle, Ruling ruling) {
        return Rulings.bind(
                        handle.createQuery("""
                            select distinct m.model, m.version from snapshot_model m
                            join snapshot_label s on s.snapshot = m.snapshot
                            join label on label.id = s.label
                            where\
                            """ + " " + Rulings.meant(ruling) + " order by m.model, m.version"), ruling)
                .map((row, context) -> row.getString("model") + "@" + row.getInt("version"))
                .list();
    }

    /** As precise as the database keeps times. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
