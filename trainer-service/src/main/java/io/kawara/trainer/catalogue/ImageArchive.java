package io.kawara.trainer.catalogue;

import io.kawara.contracts.Result;
import io.kawara.contracts.Submission;
import io.kawara.messaging.BlobStore;
import io.kawara.messaging.InvalidMessage;
import io.kawara.messaging.Json;
import io.kawara.messaging.Shelf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the catalogue knows of each image, beside the image's file on the same shelf: the topics forget images and answers after days, and a database may be
 * lost. Two small files a submission, {@code submissions/LANE/THOUSAND/OFFSET.image.json} and {@code .result.json}.
 */
final class ImageArchive {
    private static final String FOLDER = "submissions";
    private static final String IMAGE = ".image.json";
    private static final String RESULT = ".result.json";

    private final Shelf shelf;

    ImageArchive(BlobStore blobs) {
        this.shelf = blobs.shelf();
    }

    void keep(ArchivedImage image) throws IOException {
        keep(name(image.submission()) + IMAGE, Json.write(image));
    }

    void keep(Result result) throws IOException {
        keep(name(result.submission()) + RESULT, Json.write(result));
    }

    /** What is there already needs no room, which may be what is missing. */
    private void keep(String name, byte[] content) throws IOException {
        var size = shelf.size(name);
        if (size.isEmpty()
                || size.getAsLong() != content.length
                || !Arrays.equals(content, shelf.read(name).orElse(null))) {
            shelf.put(name, content);
        }
    }

    void forget(Submission submission) throws IOException {
        shelf.delete(name(submission) + IMAGE);
        shelf.delete(name(submission) + RESULT);
    }

    /** Every submission of which something is kept. */
    List<Submission> all() throws IOException {
        var all = new ArrayList<Submission>();
        shelf.each(FOLDER, name -> submission(name).ifPresent(all::add));
        return all.stream().distinct().toList();
    }

    private static Optional<Submission> submission(String name) {
        var parts = name.split("/", -1);
        if (parts.length != 4 || !(name.endsWith(IMAGE) || name.endsWith(RESULT))) {
            return Optional.empty();
        }
        String offset = parts[3].substring(0, parts[3].indexOf('.'));
        return Optional.of(Submission.parse(parts[1] + "-" + offset));
    }

    Optional<ArchivedImage> image(Submission submission) throws IOException {
        return read(name(submission) + IMAGE, ArchivedImage.class);
    }

    Optional<Result> result(Submission submission) throws IOException {
        return read(name(submission) + RESULT, Result.class);
    }

    private <T> Optional<T> read(String name, Class<T> type) throws IOException {
        var file = shelf.read(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(file.get(), type));
        } catch (InvalidMessage e) {
            throw new IOException(name + " on " + shelf + ": " + e.getMessage(), e);
        }
    }

    private static String name(Submission submission) {
        return FOLDER + "/" + submission.lane() + "/" + submission.offset() / 1000 + "/" + submission.offset();
    }
}
