package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * How often a challenger in shadow said the same as its champion on one lane so far: value of {@code MODEL/CHAMPION/CHALLENGER/LANE} on the compacted
 * topic {@code agreements}.
 *
 * @param champion the version that served
 * @param challenger the version in shadow
 * @param answers how many were compared: labels of images, characters of pages
 * @param agreed how many of these were the same
 * @param at when the last was compared
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Agreement(String model, int champion, int challenger, int lane, long answers, long agreed, Instant at) {
    public Agreement {
        requireNonNull(model, "model");
        if (agreed < 0 || agreed > answers) {
            throw new IllegalArgumentException("of " + answers + " answers " + agreed + " agreed");
        }
    }

    /** The key of its record. */
    public String key() {
        return model + "/" + champion + "/" + challenger + "/" + lane;
    }

    /** The same with more that was compared. */
    public Agreement with(long more, long same, Instant when) {
        return new Agreement(model, champion, challenger, lane, answers + more, agreed + same, when);
    }
}
