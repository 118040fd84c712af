package io.kawara.gateway.intake;

import java.time.Duration;
import java.util.List;

/**
 * What a caller asks for.
 *
 * @param pipeline none for the default one
 * @param text the item's own words, if it has any
 * @param patience how long the caller waits for the answer; zero for not at all
 * @param idempotencyKey none where the caller gave none
 * @param traceParent the caller's trace (W3C Trace Context), carried along
 */
public record Upload(
        List<Image> images,
        String pipeline,
        String text,
        Duration patience,
        String idempotencyKey,
        String traceParent) {

    /** One image file. {@code name} is for messages only. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them, and 32 MiB are not copied for form's sake
    public record Image(String name, byte[] bytes) {}

    public Upload {
        images = List.copyOf(images);
    }
}
