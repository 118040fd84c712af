package io.kawara.pages;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import java.util.List;

/** What is answered of a page whose characters nobody reads. */
public final class FoundBoxes {
    /**
     * The boxes that stay of those that would be read, by falling score.
     *
     * @param predictions of detectors of this pipeline, each with an answer
     */
    public static List<CharacterBox> of(Pipeline pipeline, List<Prediction> predictions) {
        return of(DetectorBlend.of(pipeline, predictions), pipeline.pages());
    }

    /** The boxes that stay, by falling score: those that the detectors are sure enough of, each thing once. */
    public static List<CharacterBox> of(List<CharacterBox> found, PageRules rules) {
        var sure =
                found.stream().filter(box -> box.score() >= rules.threshold()).toList();
        return Suppression.greedy(sure.stream().map(Box::of).toList(), rules.suppressFrom()).stream()
                .map(sure::get)
                .toList();
    }

    private FoundBoxes() {}
}
