package io.kawara.trainer.predict;

import io.kawara.contracts.CharacterBox;
import io.kawara.trainer.pages.PageTable;
import java.util.List;

/** How a page is written as a line below {@link PageTable#HEADER}. */
public enum PageForm {
    /** Points of the characters that were read, as the competition takes them. */
    POINTS {
        @Override
        String line(String page, List<CharacterBox> characters) {
            return PageTable.submissionLine(
                    page,
                    characters.stream().filter(box -> !box.code().isEmpty()).toList());
        }
    },
    /** Boxes and scores; what is found and not read has printers' sign for a missing character, {@value #GETA}. */
    BOXES {
        @Override
        String line(String page, List<CharacterBox> characters) {
            return PageTable.line(
                    page,
                    characters.stream()
                            .map(box -> box.code().isEmpty() ? box.read(GETA, box.score()) : box)
                            .toList());
        }
    };

    private static final String GETA = "U+3013";

    abstract String line(String page, List<CharacterBox> characters);
}
