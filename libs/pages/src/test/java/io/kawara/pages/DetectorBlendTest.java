package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.Member;
import io.kawara.contracts.PageRules;
import io.kawara.contracts.PageRules.Detectors;
import io.kawara.contracts.PageSize;
import io.kawara.contracts.Pipeline;
import io.kawara.contracts.Prediction;
import io.kawara.contracts.Stage;
import io.kawara.contracts.Submission;
import io.kawara.contracts.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorBlendTest {
    private static final CharacterBox LEFT = CharacterBox.found(0.9, 0, 0, 10, 10);
    private static final CharacterBox LEFT_TOO = CharacterBox.found(0.3, 2, 0, 10, 10);
    private static final CharacterBox RIGHT = CharacterBox.found(0.6, 50, 0, 10, 10);

    @Test
    void fusesWhatOverlaps() {
        // (0 * 0.9 + 2 * 0.3) / 1.2 = 0.5, to the even neighbour; the one detector's box alone counts half.
        assertThat(blend(Detectors.FUSE))
                .containsExactly(CharacterBox.found(0.6, 0, 0, 10, 10), CharacterBox.found(0.3, 50, 0, 10, 10));
    }

    @Test
    void keepsTheBestOfWhatOverlaps() {
        assertThat(blend(Detectors.SUPPRESS)).containsExactly(LEFT, RIGHT);
    }

    @Test
    void leavesAllToThoseWhoRead() {
        assertThat(blend(Detectors.ALL)).containsExactly(LEFT, RIGHT, LEFT_TOO);
    }

    @Test
    void whatOneDetectorFoundStaysAsItIs() {
        assertThat(DetectorBlend.of(pipeline(Detectors.FUSE), List.of(found("one", LEFT_TOO, LEFT))))
                .containsExactly(LEFT, LEFT_TOO);
        assertThat(DetectorBlend.of(pipeline(Detectors.FUSE), List.of(found("one"), found("other"))))
                .isEmpty();
    }

    @Test
    void boxesBecomeWholePixelsThatTheyTouch() {
        assertThat(new Box(1.4, 1.6, 3.5, 4.4, 0.12345678).found()).isEqualTo(CharacterBox.found(0.123457, 1, 2, 3, 2));
        assertThat(new Box(99.7, 0, 100, 0.2, 1).found()).isEqualTo(CharacterBox.found(1, 99, 0, 1, 1));
    }

    private static List<CharacterBox> blend(Detectors detectors) {
        return DetectorBlend.of(pipeline(detectors), List.of(found("one", LEFT, RIGHT), found("other", LEFT_TOO)));
    }

    private static Pipeline pipeline(Detectors detectors) {
        var members = List.of(new Member("one", Stage.DETECTOR, 1), new Member("other", Stage.DETECTOR, 1));
        var rules = new PageRules(detectors, null, null, null, null, null);
        return new Pipeline("pages", null, null, Task.PAGES, null, members, Map.of(), null, rules);
    }

    private static Prediction found(String model, CharacterBox... boxes) {
        return Prediction.found(new Submission(0, 0), "pages", model, 1, new PageSize(100, 50), List.of(boxes), 1);
    }
}
