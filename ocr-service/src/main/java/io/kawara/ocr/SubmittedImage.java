package io.kawara.ocr;

import io.kawara.contracts.Submission;
import java.io.IOException;
import java.util.Map;

/**
 * An image that came.
 *
 * @param fields the item's own words
 */
record SubmittedImage(Submission submission, String pipeline, Map<String, String> fields, Content content) {
    /** The image's file; the reason for the sender where it cannot be had. */
    interface Content {
        byte[] read() throws IOException;
    }
}
