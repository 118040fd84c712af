package io.kawara.gateway.labels;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Label;
import java.time.Instant;
import java.util.List;

/**
 * A label as its giver writes it. An unknown member is an error: it may be a misspelt one, and what it says would be lost.
 *
 * @param id made here where it is left out; who gives one may send the same label again
 * @param image the image's id, as its answer has it
 * @param labels one of a single-label pipeline, any number of a multi-label one
 * @param characters of a page: all its characters in reading order, pixels of the original image
 * @param by who says so
 * @param golden whether the image is held out for ever to measure by
 * @param withdraws the id of a label that this one takes back; nothing else is said then
 * @param source by which way it comes; {@code api} where it is left out
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record GivenLabel(
        String id,
        String image,
        String pipeline,
        List<String> labels,
        List<CharacterBox> characters,
        String by,
        boolean golden,
        String withdraws,
        String source) {

    /** Whether it says anything, be it that there is nothing. */
    boolean says() {
        return labels != null || characters != null;
    }

    Label label(String otherId, String annotator, Instant at) {
        return new Label(
                otherId,
                image,
                pipeline,
                Label.Kind.HUMAN,
                annotator,
                source,
                at,
                labels,
                null,
                characters == null
                        ? null
                        : characters.stream().map(GivenLabel::certain).toList(),
                null,
                null,
                golden,
                withdraws);
    }

    /** Whoever labels is sure: what a detector and a reader thought of the character is not said again. */
    private static CharacterBox certain(CharacterBox box) {
        return new CharacterBox(box.code(), 1, box.x(), box.y(), box.w(), box.h());
    }
}
