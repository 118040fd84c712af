package io.kawara.trainer.catalogue;

import io.kawara.messaging.BlobStore;
import java.io.IOException;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * Empties what the catalogue made of its topics, and writes what is kept beside the images' files, in one transaction. From there on the topics are followed
 * from their beginning, which adds the labels and whatever else is on them; what is there already changes nothing.
 */
public final class Rebuild {
    private final Database database;
    private final ImageArchive archive;
    private final LabelBook labels;

    public Rebuild(Database database, BlobStore blobs, LabelBook labels) {
        this.database = database;
        this.archive = new ImageArchive(blobs);
        this.labels = labels;
    }

    /** Answers how many images were found beside their files; {@code done} is told how many were written so far. */
    public int run(IntConsumer done) throws IOException {
        var submissions = archive.all();
        database.jdbi().useTransaction(handle -> {
            labels.clear(handle);
            handle.execute("delete from image");
            handle.execute("delete from deleted");
            handle.execute("delete from progress");
            int written = 0;
            for (var submission : submissions) {
                var image = archive.image(submission);
                if (image.isPresent()) {
                    ImageRows.write(handle, image.get());
                }
                var result = archive.result(submission);
                if (result.isPresent()) {
                    ImageRows.write(handle, result.get(), Instant.EPOCH);
                }
                done.accept(++written);
            }
        });
        return submissions.size();
    }
}
