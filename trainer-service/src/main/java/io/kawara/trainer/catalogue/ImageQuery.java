package io.kawara.trainer.catalogue;

import java.time.Instant;

/**
 * Which images are asked for; null is any.
 *
 * @param label of the answer
 * @param status of the answer: complete, partial or failed
 * @param from received then or later
 * @param to received before then
 * @param below the answer's score is less than this
 * @param labelled whether a label of theirs counts
 * @param limit at most so many
 * @param after behind this place
 */
public record ImageQuery(
        String pipeline,
        String label,
        String status,
        Instant from,
        Instant to,
        Double below,
        Boolean labelled,
        int limit,
        Cursor after) {
    public static final int MOST = 500;

    public ImageQuery {
        if (limit < 1 || limit > MOST) {
            throw Refusal.badRequest("limit is 1 to " + MOST + ", not " + limit);
        }
        if (status != null && !status.matches("complete|partial|failed")) {
            throw Refusal.badRequest("status is complete, partial or failed, not " + status);
        }
    }
}
