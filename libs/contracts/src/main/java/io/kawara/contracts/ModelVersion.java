package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A published model file: value of {@code model/NAME/VERSION} on the registry. The file itself lies in the blob store under its {@code sha256}.
 *
 * <p>{@code metrics}: what was measured before it was published, e.g. {@code accuracy}. {@code labels}: what it can answer. {@code snapshot}: the hash of
 * the manifest of labels that it learnt from, where the catalogue made one.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelVersion(
        String name,
        int version,
        String task,
        String sha256,
        long bytes,
        Instant publishedAt,
        Map<String, Double> metrics,
        List<String> labels,
        String snapshot) {
    public ModelVersion {
        requireNonNull(name, "name");
        if (version < 1) {
            throw new IllegalArgumentException("versions of " + name + " count from 1: " + version);
        }
        if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "sha256 of " + name + "@" + version + " is not 64 hex digits: " + sha256);
        }
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
        labels = labels == null ? List.of() : List.copyOf(labels);
    }

    /** A version that does not say what it answers, nor from what it learnt. */
    public ModelVersion(
            String name,
            int version,
            String task,
            String sha256,
            long bytes,
            Instant publishedAt,
            Map<String, Double> metrics) {
        this(name, version, task, sha256, bytes, publishedAt, metrics, null, null);
    }
}
