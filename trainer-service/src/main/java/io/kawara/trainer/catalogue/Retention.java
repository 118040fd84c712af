package io.kawara.trainer.catalogue;

import io.kawara.messaging.BlobStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Gives up images that are older than their pipeline keeps them, with their files and answers. What a person has labelled stays: it was chosen to be learnt
 * from or measured by, and goes when it is deleted.
 *
 * <p>Runs where images are archived, and not beside it: whether a file is needed does not change while it is decided.
 */
public final class Retention {
    private static final int AT_ONCE = 200;

    private final Supplier<Map<String, Integer>> days;
    private final BlobStore blobs;
    private final ImageArchive archive;
    private final Predicate<String> isModel;
    private final Clock clock;

    /**
     * A retention.
     *
     * @param days for how many days each pipeline keeps images; those that are not named keep them for ever
     * @param isModel whether the file of that SHA-256 is a model's: those stay
     */
    public Retention(Supplier<Map<String, Integer>> days, BlobStore blobs, Predicate<String> isModel, Clock clock) {
        this.days = days;
        this.blobs = blobs;
        this.archive = new ImageArchive(blobs);
        this.isModel = isModel;
        this.clock = clock;
    }

    /** Answers how many images were given up. */
    int sweep(Jdbi jdbi) throws IOException {
        int swept = 0;
        for (var kept : days.get().entrySet()) {
            for (int some = AT_ONCE; some == AT_ONCE; swept += some) {
                some = jdbi.inTransaction(handle -> sweep(handle, kept.getKey(), kept.getValue()));
            }
        }
        return swept;
    }

    private int sweep(Handle handle, String pipeline, int days) throws IOException {
        record Old(String submission, String sha256) {}
        var old = handle.createQuery("""
            select submission, sha256 from image
            where pipeline = :pipeline and received_at < :before and not exists (
                select 1 from label l
                where l.image = image.id and l.pipeline = image.pipeline and l.kind = 'human' and l.state = 'counts')
            order by received_at limit :some\
            """)
                .bind("pipeline", pipeline)
                .bind("before", ImageRows.time(clock.instant().minus(Duration.ofDays(days))))
                .bind("some", AT_ONCE)
                .map((row, context) -> new Old(row.getString("submission"), row.getString("sha256")))
                .list();
        for (var image : old) {
            if (image.sha256() != null
                    && !isModel.test(image.sha256())
                    && !isShared(handle, image.submission(), image.sha256())) {
                blobs.delete(image.sha256());
            }
            archive.forget(io.kawara.contracts.Submission.parse(image.submission()));
            handle.execute("delete from image where submission = ?", image.submission());
        }
        return old.size();
    }

    private static boolean isShared(Handle handle, String submission, String sha256) {
        return handle.createQuery("select 1 from image where sha256 = :sha256 and submission <> :submission limit 1")
                .bind("sha256", sha256)
                .bind("submission", submission)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
