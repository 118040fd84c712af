package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One model's part in an answer: its top scores, the weight it had, and its time in milliseconds. {@code shadow}: a challenger's, which was not counted.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Vote(
        String model,
        Integer version,
        Outcome outcome,
        String reason,
        double weight,
        List<ScoredLabel> scores,
        Double millis,
        Boolean shadow) {
    public Vote {
        scores = scores == null ? List.of() : List.copyOf(scores);
        shadow = Boolean.TRUE.equals(shadow) ? true : null;
    }

    /** A vote that counts. */
    public Vote(
            String model,
            Integer version,
            Outcome outcome,
            String reason,
            double weight,
            List<ScoredLabel> scores,
            Double millis) {
        this(model, version, outcome, reason, weight, scores, millis, null);
    }
}
