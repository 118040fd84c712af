package io.kawara.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How many labels an image is known to have, both ends included: whatever the scores, a multi-label answer has no fewer and no more.
 *
 * @param least labels an answer has
 * @param most labels an answer has
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExpectedCount(int least, int most) {
    public ExpectedCount {
        if (least < 0 || most < 1 || most < least) {
            throw new IllegalArgumentException(
                    "an expected count is {least: 0 or more, most: 1 or more}, least <= most: " + least + " to "
                            + most);
        }
    }

    /** The count allowed that is nearest to {@code labels}. */
    int nearest(int labels) {
        return Math.max(least, Math.min(most, labels));
    }
}
