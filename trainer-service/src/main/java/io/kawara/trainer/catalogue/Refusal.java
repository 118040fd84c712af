package io.kawara.trainer.catalogue;

import java.util.Map;

/** A request that is not served, and what its sender can do about it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why a request is not served: its status and the last part of its problem type. */
    public enum Kind {
        BAD_REQUEST(400, "bad-request", "The request cannot be understood"),
        NOT_FOUND(404, "not-found", "There is no such thing here"),
        CONFLICT(409, "conflict", "This is not possible as things stand"),
        UNPROCESSABLE(422, "unprocessable", "The request is understood and cannot be followed"),
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

    public Refusal(Kind kind, String detail) {
        this(kind, detail, Map.of());
    }

    /** With further members for the problem's body. */
    public Refusal(Kind kind, String detail, Map<String, Object> members) {
        super(detail);
        this.kind = kind;
        this.members = Map.copyOf(members);
    }

    public static Refusal badRequest(String detail) {
        return new Refusal(Kind.BAD_REQUEST, detail);
    }

    public static Refusal notFound(String detail) {
        return new Refusal(Kind.NOT_FOUND, detail);
    }

    public static Refusal unavailable(String detail) {
        return new Refusal(Kind.UNAVAILABLE, detail);
    }

    public Kind kind() {
        return kind;
    }

    public Map<String, Object> members() {
        return members;
    }
}
