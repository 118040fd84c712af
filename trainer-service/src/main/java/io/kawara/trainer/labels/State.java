package io.kawara.trainer.labels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a label. All are kept. */
public enum State {
    /** It is learnt from, or measured by. */
    COUNTS,
    /** The same annotator said something later; of a pseudo-label, a person did. */
    SUPERSEDED,
    /** Its annotator took it back. */
    WITHDRAWN,
    /** It waits for a person: for one who decides, or for one more who says what the image is. */
    HELD,
    /** It counted and was taken out. */
    REVOKED,
    /** It never counts. */
    REFUSED;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
