package io.kawara.trainer.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kawara.contracts.Submission;
import java.time.Instant;
import java.util.Base64;

/** A place among images, newest first: those received at one moment are told apart by their submissions. */
public record Cursor(Instant receivedAt, Submission submission) {
    /** As it travels in addresses. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((receivedAt.toEpochMilli() + " " + submission).getBytes(UTF_8));
    }

    public static Cursor parse(String written) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(written), UTF_8).split(" ", 2);
            return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), Submission.parse(parts[1]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Refusal(
                    Refusal.Kind.BAD_REQUEST, "'after' is not what 'next' of an earlier answer was: " + written);
        }
    }
}
