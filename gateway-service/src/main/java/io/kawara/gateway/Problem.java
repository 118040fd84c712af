package io.kawara.gateway;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.gateway.intake.Refusal;
import java.util.Map;

/**
 * What went wrong, for programs and people (RFC 9457).
 *
 * @param type {@code urn:kawara:problem:CODE}, or {@code about:blank} where the status says it all
 * @param more further members, e.g. {@code known} pipelines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonAnyGetter Map<String, Object> more) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Refusal refusal) {
        Refusal.Kind kind = refusal.kind();
        return new Problem(
                "urn:kawara:problem:" + kind.code(),
                kind.title(),
                kind.status(),
                refusal.getMessage(),
                refusal.members());
    }

    static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, Map.of());
    }
}
