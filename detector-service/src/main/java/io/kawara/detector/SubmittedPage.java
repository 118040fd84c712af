package io.kawara.detector;

import io.kawara.contracts.Submission;
import java.io.IOException;

/** A page that came, and the pipeline that is asked about it. */
record SubmittedPage(Submission submission, String pipeline, Content content) {
    /** The page's file; the reason for the sender where it cannot be had. */
    interface Content {
        byte[] read() throws IOException;
    }
}
