package io.kawara.trainer.context;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Page;
import io.kawara.trainer.data.Picture;
import java.util.List;
import java.util.Optional;

/**
 * A page with its characters and its image.
 *
 * @param found boxes in which a detector saw characters; empty where none was asked
 */
public record LearntPage(Page truth, Optional<List<CharacterBox>> found, Picture picture) {
    public LearntPage {
        found = found.map(List::copyOf);
    }

    /** The boxes to read, with a detector's scores but without codes. */
    public List<CharacterBox> boxes() {
        return found.orElseGet(truth::characters).stream()
                .map(box -> CharacterBox.found(box.score(), box.x(), box.y(), box.w(), box.h()))
                .toList();
    }
}
