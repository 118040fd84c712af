package io.kawara.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kawara.contracts.CharacterBox;
import io.kawara.pages.Page;
import io.kawara.trainer.data.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastScoreTest {
    @Test
    void theBestScoreIsTheOneThatDividesCharactersFromOthers() {
        var truth = List.of(truth("a"), truth("b"));
        var found = List.of(found("b", 0.6, 0.4), found("a", 0.5, 0.3));

        assertThat(LeastScore.best(truth, found)).isEqualTo(0.41);
        assertThat(LeastScore.from(found.get(0), 0.41).characters())
                .extracting(CharacterBox::score)
                .containsOnly(0.6);
    }

    @Test
    void whatCountsOfAFoldIsDecidedByTheOthers() {
        var folds = List.of(List.of(truth("a")), List.of(truth("b")), List.of(truth("c")));
        var found = List.of(
                List.of(found("a", 0.7, 0.65)), // alone it would want 0.66, and the others give it 0.26
                List.of(found("b", 0.3, 0.25)),
                List.of(found("c", 0.3, 0.25)));

        var kept = LeastScore.acrossFolds(folds, found);

        assertThat(kept).extracting(Page::id).containsExactly("a", "b", "c");
        assertThat(kept.get(0).characters()).hasSize(4);
    }

    /** A page with two characters. */
    private static LabelledPage truth(String id) {
        return new LabelledPage(
                new Page(
                        id,
                        "",
                        List.of(
                                new CharacterBox("U+306F", 1, 0, 0, 20, 20),
                                new CharacterBox("U+306F", 1, 50, 0, 20, 20))),
                Picture.of(Path.of(id + ".png")),
                null);
    }

    /** Both characters found, and twice something else. */
    private static Page found(String id, double characters, double others) {
        var boxes = new ArrayList<CharacterBox>();
        boxes.add(CharacterBox.found(characters, 0, 0, 20, 20));
        boxes.add(CharacterBox.found(characters, 50, 0, 20, 20));
        boxes.add(CharacterBox.found(others, 0, 50, 20, 20));
        boxes.add(CharacterBox.found(others, 50, 50, 20, 20));
        return new Page(id, "", boxes);
    }
}
