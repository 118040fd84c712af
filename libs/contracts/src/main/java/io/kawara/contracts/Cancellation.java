package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * Somebody wants a training, or a whole plan, to end: a record of {@code trainings} of the type {@link #TYPE}, under its id. A worker stops at the next
 * step; what waits is not begun.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Cancellation(String id, String by, Instant at) {
    public static final String TYPE = "io.kawara.training.cancelled";

    public Cancellation {
        requireNonNull(id, "id");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
    }
}
