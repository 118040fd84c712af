package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Somebody decides about labels that were given before: a record of the topic labels of the type {@link #TYPE}, under its id. Whoever reads the topics anew
 * comes to the same, in whichever order.
 *
 * <p>It goes for every label that was given before {@code at} and that all of what is named fits. Of two rulings on a label the
 * later one goes; what is revoked once stays so.
 *
 * @param pipeline of the labels; of all pipelines where left out
 * @param label the id of a label
 * @param source by which way the labels came
 * @param model who made the labels, {@code NAME@VERSION}
 * @param from the labels given from then on
 * @param to the labels given before then
 * @param kind of the labels
 * @param reason why, for whoever wonders where they are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ruling(
        String id,
        Verdict verdict,
        String pipeline,
        String label,
        String source,
        String model,
        Instant from,
        Instant to,
        Label.Kind kind,
        String by,
        String reason,
        Instant at) {
    public static final String TYPE = "io.kawara.labels.ruled";

    /** What becomes of labels. */
    public enum Verdict {
        /** Whatever they were held for, they count. */
        @JsonProperty("release")
        RELEASE,
        /** Held ones do not count, for good. */
        @JsonProperty("refuse")
        REFUSE,
        /** They counted, and do no longer. */
        @JsonProperty("revoke")
        REVOKE
    }

    public Ruling {
        requireNonNull(id, "id");
        requireNonNull(verdict, "verdict");
        requireNonNull(by, "by");
        requireNonNull(at, "at");
        if (label == null && source == null && model == null && from == null && to == null && kind == null) {
            throw new IllegalArgumentException("ruling " + id
                    + " says of no labels that they are meant: name a label, source, model, time or kind");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("ruling " + id + " begins at " + from + ", after it ends at " + to);
        }
    }
}
