package io.kawara.trainer.catalogue;

import io.kawara.contracts.Deletion;
import io.kawara.contracts.Submission;
import io.kawara.messaging.BlobStore;
import java.io.IOException;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Forgets images: their answers on {@code results} by a record without a value under their id, their files unless others have the same one, what is kept
 * beside the files, and their rows.
 *
 * <p>Rows go last, so that whatever is cut off is found and done again.
 */
public final class Erasure {
    /** Puts a record without a value on {@code results}, and returns when it lies there. */
    @FunctionalInterface
    public interface Tombstones {
        void put(int lane, String id) throws IOException;
    }

    private final BlobStore blobs;
    private final ImageArchive archive;
    private final LabelBook labels;
    private final Tombstones tombstones;
    private final Predicate<String> isModel;

    /** @param isModel whether the file of that SHA-256 is a model's: those stay, whoever submits one as an image */
    public Erasure(BlobStore blobs, LabelBook labels, Tombstones tombstones, Predicate<String> isModel) {
        this.blobs = blobs;
        this.archive = new ImageArchive(blobs);
        this.labels = labels;
        this.tombstones = tombstones;
        this.isModel = isModel;
    }

    void forget(Handle handle, Deletion deletion) throws IOException {
        ImageRows.write(handle, deletion);
        for (var remains : ImageRows.remains(handle, deletion.image())) {
            answer(remains.submission(), deletion.image());
            file(handle, deletion.image(), remains.sha256());
            archive.forget(remains.submission());
        }
        labels.forget(handle, deletion.image());
        ImageRows.forget(handle, deletion.image());
    }

    /** An answer to an image that is to be forgotten. */
    void answer(Submission submission, String image) throws IOException {
        tombstones.put(submission.lane(), image);
    }

    /** The file of an image that is to be forgotten. */
    void file(Handle handle, String image, String sha256) throws IOException {
        if (sha256 != null && !isModel.test(sha256) && !ImageRows.isSharedBeyond(handle, image, sha256)) {
            blobs.delete(sha256);
        }
    }
}
