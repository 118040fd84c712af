package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * An image is to be forgotten with all that was said of it: a record of {@code labels} of the type {@link #TYPE}, under the image's id. It stays, so that
 * whoever reads the topics anew forgets as well.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Deletion(String image, String by, Instant at) {
    public static final String TYPE = "io.kawara.image.deleted";

    public Deletion {
        requireNonNull(image, "image");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
    }
}
