package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import java.util.List;

/** What several detectors found on a page, as one answer where nobody reads it. */
public final class FoundBoxes {
    /** The boxes that stay of all, by falling score: those that a pipeline's detectors are sure enough of, each thing once. */
    public static List<CharacterBox> of(List<List<CharacterBox>> detectors, PageRules rules) {
        var all = detectors.stream()
                .flatMap(List::stream)
                .filter(box -> box.score() >= rules.threshold())
                .toList();
        return Suppression.greedy(all.stream().map(Box::of).toList(), rules.suppressFrom()).stream()
                .map(all::get)
                .toList();
    }

    private FoundBoxes() {}
}
