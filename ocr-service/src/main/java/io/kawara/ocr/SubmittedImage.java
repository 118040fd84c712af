package io.kawara.ocr;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.Submission;
import java.util.Map;

/**
 * What was sent in to be answered.
 *
 * @param fields the item's own words
 * @param image the file, or nothing where {@code blob} names it
 * @param blob the SHA-256 of the file in the blob store, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SubmittedImage(Submission submission, String pipeline, Map<String, String> fields, byte[] image, String blob) {
    SubmittedImage {
        requireNonNull(submission, "submission");
        requireNonNull(pipeline, "pipeline");
        image = image == null ? new byte[0] : image;
    }
}
