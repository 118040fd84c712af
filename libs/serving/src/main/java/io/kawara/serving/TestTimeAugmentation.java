package io.kawara.serving;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A further view of an image whose logits are averaged with the plain one's. */
public enum TestTimeAugmentation {
    /** Left and right exchanged. */
    @JsonProperty("flip")
    FLIP
}
