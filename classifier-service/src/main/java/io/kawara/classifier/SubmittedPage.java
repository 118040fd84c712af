package io.kawara.classifier;

import io.kawara.contracts.CharacterBox;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A page that came with what was found on it.
 *
 * @param boxes what is to be read
 * @param reason why there are no boxes, where that is not because the page is empty
 */
record SubmittedPage(SubmittedImage image, Boxes boxes, Optional<String> reason) {
    /** The boxes; the reason for the sender where they cannot be understood. */
    interface Boxes {
        List<CharacterBox> read() throws IOException;
    }
}
