package io.kawara.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One figure by which a candidate was held against the champion on the golden set.
 *
 * @param name what was measured, e.g. {@code accuracy} or {@code recall of UNIHAKKA}
 * @param candidate the candidate's figure, null where it has none
 * @param champion the champion's, null where there is no champion
 * @param difference the candidate's less the champion's
 * @param low lower end of the difference's interval, where one was made
 * @param high upper end
 * @param rule what was asked for, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GateCheck(
        String name,
        Double candidate,
        Double champion,
        Double difference,
        Double low,
        Double high,
        String rule,
        boolean passed) {
    public GateCheck {
        requireNonNull(name, "name");
    }
}
