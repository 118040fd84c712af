package io.kawara.trainer.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Deletion;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Result;
import io.kawara.contracts.Submission;
import io.kawara.messaging.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes images and answers, whichever of them comes first. */
final class ImageRows {
    /** What is left of an image elsewhere when its row goes. */
    record Remains(Submission submission, String sha256) {}

    static boolean isDeleted(Handle handle, String image) {
        return handle.createQuery("select 1 from deleted where image = :image")
                .bind("image", image)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void write(Handle handle, ArchivedImage image) {
        insertIfMissing(handle, image.submission(), image.id(), image.pipeline(), image.receivedAt());
        handle.createUpdate("""
            update image set id = :id, pipeline = :pipeline, sha256 = :sha256, bytes = :bytes, phash = :phash, belongs = :group,
                fields = :fields, source = :source, received_at = :receivedAt
            where submission = :submission\
            """)
                .bind("submission", image.submission().toString())
                .bind("id", image.id())
                .bind("pipeline", image.pipeline())
                .bind("sha256", image.sha256())
                .bind("bytes", image.bytes())
                .bind("phash", image.phash())
                .bind("group", image.group())
                .bind(
                        "fields",
                        image.fields() == null || image.fields().isEmpty()
                                ? null
                                : new String(Json.write(image.fields()), UTF_8))
                .bind("source", image.source())
                .bind("receivedAt", time(image.receivedAt()))
                .execute();
    }

    /** Writes an answer; {@code at}: when it came, for answers that do not say when their image came. */
    static void write(Handle handle, Result result, Instant at) {
        var received = Optional.ofNullable(result.receivedAt())
                .or(() -> Optional.ofNullable(result.decidedAt()))
                .orElse(at);
        insertIfMissing(
                handle,
                result.submission(),
                result.id(),
                result.pipeline() == null ? Pipeline.DEFAULT : result.pipeline(),
                received);
        var uncertainty = Uncertainty.of(result);
        handle.createUpdate("""
            update image set status = :status, label = :label, score = :score, margin = :margin, entropy = :entropy,
                disagreement = :disagreement, decided_at = :decidedAt, answer = :answer
            where submission = :submission\
            """)
                .bind("submission", result.submission().toString())
                .bind("status", Json.mapper().convertValue(result.status(), String.class))
                .bind("label", result.label())
                .bind("score", uncertainty.score())
                .bind("margin", uncertainty.margin())
                .bind("entropy", uncertainty.entropy())
                .bind("disagreement", uncertainty.disagreement())
                .bind("decidedAt", time(result.decidedAt() == null ? at : result.decidedAt()))
                .bind("answer", new String(Json.write(result), UTF_8))
                .execute();
    }

    private static void insertIfMissing(
            Handle handle, Submission submission, String id, String pipeline, Instant received) {
        handle.createUpdate("""
            insert into image (submission, lane, place, id, pipeline, received_at, told)
            values (:submission, :lane, :place, :id, :pipeline, :receivedAt, (
                select count(*) from label
                where image = :id and pipeline = :pipeline and state = 'counts' and kind = 'human')) on conflict do nothing\
            """)
                .bind("submission", submission.toString())
                .bind("lane", submission.lane())
                .bind("place", submission.offset())
                .bind("id", id)
                .bind("pipeline", pipeline)
                .bind("receivedAt", time(received))
                .execute();
    }

    static void write(Handle handle, Deletion deletion) {
        handle.createUpdate("insert into deleted values (:image, :by, :at) on conflict do nothing")
                .bind("image", deletion.image())
                .bind("by", deletion.by())
                .bind("at", time(deletion.at()))
                .execute();
    }

    /** What there is of an image, by its id. */
    static List<Remains> remains(Handle handle, String id) {
        return handle.createQuery("select submission, sha256 from image where id = :id")
                .bind("id", id)
                .map((row, context) ->
                        new Remains(Submission.parse(row.getString("submission")), row.getString("sha256")))
                .list();
    }

    /** Whether an image of another id has the same file. */
    static boolean isSharedBeyond(Handle handle, String id, String sha256) {
        return handle.createQuery("select 1 from image where sha256 = :sha256 and id <> :id limit 1")
                .bind("sha256", sha256)
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void forget(Handle handle, String id) {
        handle.execute("delete from image where id = ?", id);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private ImageRows() {}
}
