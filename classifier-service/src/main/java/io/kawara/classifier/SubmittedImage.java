package io.kawara.classifier;

import io.kawara.contracts.Submission;
import java.io.IOException;

/** An image that came, and the pipeline that is asked about it. */
record SubmittedImage(Submission submission, String pipeline, Content content) {
    /** The image's file; the reason for the sender where it cannot be had. */
    interface Content {
        byte[] read() throws IOException;
    }
}
