package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Combination;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundBoxesTest {
    private static final CharacterBox SURE = CharacterBox.found(0.9, 0, 0, 20, 20);
    private static final CharacterBox ALMOST_THE_SAME = CharacterBox.found(0.8, 1, 1, 20, 20);
    private static final CharacterBox OTHER = CharacterBox.found(0.6, 30, 0, 20, 20);
    private static final CharacterBox UNSURE = CharacterBox.found(0.49, 60, 0, 20, 20);

    @Test
    void areThoseThatADetectorIsSureOfEachOnce() {
        assertThat(found(PageRules.Detectors.FUSE, found("a", OTHER, SURE, UNSURE, ALMOST_THE_SAME)))
                .containsExactly(SURE, OTHER);
    }

    @Test
    void ofSeveralDetectorsAreTheBoxesThatTheyAgreeOn() {
        // What one of two found counts with half its score.
        assertThat(found(PageRules.Detectors.FUSE, found("a", SURE, OTHER), found("b", ALMOST_THE_SAME)))
                .singleElement()
                .satisfies(box -> assertThat(box.score()).isCloseTo(0.85, within(1e-9)));
    }

    @Test
    void areEachOnceThoughAllBoxesWouldBeRead() {
        assertThat(found(PageRules.Detectors.ALL, found("a", SURE, OTHER), found("b", ALMOST_THE_SAME, UNSURE)))
                .containsExactly(SURE, OTHER);
    }

    private static List<CharacterBox> found(PageRules.Detectors detectors, Prediction... predictions) {
        var pipeline = new Pipeline(
                "pages",
                null,
                null,
                Task.PAGES,
                Combination.MEAN,
                List.of(new Member("a", Stage.DETECTOR, 1), new Member("b", Stage.DETECTOR, 1)),
                null,
                null,
                new PageRules(detectors, null, null, null, null, null));
        return FoundBoxes.of(pipeline, List.of(predictions));
    }

    private static Prediction found(String model, CharacterBox... boxes) {
        return Prediction.found(new Submission(0, 0), "pages", model, 1, new PageSize(100, 50), List.of(boxes), 1);
    }
}
