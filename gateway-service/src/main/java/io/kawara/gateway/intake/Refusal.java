package io.kawara.gateway.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A request that is not served, and what its sender can do about it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why a request is not served: its status and the last part of its problem type. */
    public enum Kind {
        BAD_REQUEST(400, "bad-request", "The request cannot be understood"),
        EMPTY(400, "empty", "There is no image in the request"),
        NO_KEY(403, "no-key", "This gateway may not change the registry"),
        NOT_FOUND(404, "not-found", "There is no such thing here"),
        CONFLICT(409, "conflict", "That cannot be, as things stand"),
        KEY_REUSED(409, "idempotency-key-reused", "The idempotency key was used for another request"),
        TOO_LARGE(413, "too-large", "The request is too large"),
        NOT_AN_IMAGE(415, "not-an-image", "This is not an image of a known format"),
        UNKNOWN_PIPELINE(422, "unknown-pipeline", "There is no pipeline of that name"),
        UNKNOWN_CLASS(422, "unknown-class", "The pipeline has no class of that name"),
        NOT_A_LABEL(422, "not-a-label", "This says nothing that the pipeline could learn"),
        BUSY(429, "busy", "Too much is in work"),
        UNAVAILABLE(503, "unavailable", "This cannot be served now");

        private final int status;
        private final String code;
        private final String title;

        Kind(int status, String code, String title) {
            this.status = status;
            this.code = code;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }
    }

    private final Kind kind;
    private final transient Map<String, Object> members;
    private final Duration retryAfter;

    private Refusal(Kind kind, String detail, Map<String, Object> members, Duration retryAfter) {
        super(detail);
        this.kind = kind;
        this.members = members;
        this.retryAfter = retryAfter;
    }

    public static Refusal of(Kind kind, String detail) {
        return new Refusal(kind, detail, Map.of(), null);
    }

    /** With further members for the problem's body. */
    public static Refusal of(Kind kind, String detail, Map<String, Object> members) {
        return new Refusal(kind, detail, Map.copyOf(members), null);
    }

    public static Refusal badRequest(String detail) {
        return of(Kind.BAD_REQUEST, detail);
    }

    public static Refusal tooLarge(long largest) {
        return of(
                Kind.TOO_LARGE,
                "At most " + largest / (1024 * 1024)
                        + " MiB are taken here: send a larger image to Kafka by reference");
    }

    public static Refusal tooManyLabels(long largest) {
        return of(
                Kind.TOO_LARGE,
                "At most " + largest / (1024 * 1024)
                        + " MiB of labels are taken at once: send them in several requests");
    }

    public static Refusal notFound(String detail) {
        return of(Kind.NOT_FOUND, detail);
    }

    /** A second is what a caller should wait: work in flight is a matter of that. */
    public static Refusal busy(String detail) {
        return new Refusal(Kind.BUSY, detail, Map.of(), Duration.ofSeconds(1));
    }

    public static Refusal unavailable(String detail) {
        return new Refusal(Kind.UNAVAILABLE, detail, Map.of(), Duration.ofSeconds(2));
    }

    public Kind kind() {
        return kind;
    }

    public Map<String, Object> members() {
        return members;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
