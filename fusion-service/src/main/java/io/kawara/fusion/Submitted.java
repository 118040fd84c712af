package io.kawara.fusion;

import static java.util.Objects.requireNonNull;

import io.kawara.contracts.Submission;
import java.time.Instant;

/**
 * An image lies on its lane: what its record says of it, without its bytes.
 *
 * @param expiry the deadline as it was written, if any: whether it is a time is for {@link Lane} to say
 * @param traceParent the trace that the sender began, if any
 */
record Submitted(
        Submission submission, String id, String pipeline, Instant receivedAt, String expiry, String traceParent) {
    Submitted {
        requireNonNull(submission, "submission");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(receivedAt, "receivedAt");
        id = id == null ? submission.toString() : id;
    }
}
