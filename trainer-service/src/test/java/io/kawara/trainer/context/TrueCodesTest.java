package io.kawara.trainer.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.contracts.CharacterBox;
import io.kawara.contracts.PageRules;
import io.kawara.pages.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrueCodesTest {
    private static final List<CharacterBox> TRUTH =
            List.of(new CharacterBox("U+306F", 1, 10, 10, 20, 40), new CharacterBox("U+306E", 1, 28, 10, 20, 40));

    @Test
    void overlapCountsThePixelOfTheFarSides() {
        assertThat(TrueCodes.iou(new Box(0, 0, 10, 10, 1), new Box(5, 0, 15, 10, 1)))
                .isCloseTo(0.375, within(1e-12));
    }

    @Test
    void aBoxHoldsTheCharacterThatItOverlapsMost() {
        var codes = new TrueCodes(TRUTH);
        assertThat(codes.of(new Box(12, 11, 32, 51, 1))).isEqualTo("U+306F");
        assertThat(codes.of(new Box(25, 9, 47, 49, 1))).isEqualTo("U+306E");
        // Another box of the same character is right as well.
        assertThat(codes.of(new Box(10, 14, 30, 50, 1))).isEqualTo("U+306F");
    }

    @Test
    void aBoxThatOverlapsNoneByHalfHoldsNone() {
        var codes = new TrueCodes(TRUTH);
        assertThat(codes.of(new Box(10, 10, 48, 20, 1))).isEqualTo(PageRules.FALSE_POSITIVE);
        assertThat(codes.of(new Box(500, 10, 520, 50, 1))).isEqualTo(PageRules.FALSE_POSITIVE);
    }
}
