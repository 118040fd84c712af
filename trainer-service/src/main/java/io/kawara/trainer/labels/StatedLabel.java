package io.kawara.trainer.labels;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kawara.contracts.Label;

/**
 * A label and whether it counts.
 *
 * @param reason why it does not; left out where it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatedLabel(Label label, State state, String reason) {
    static StatedLabel of(LabelRow row) {
        return new StatedLabel(row.label(), row.state(), row.reason());
    }
}
