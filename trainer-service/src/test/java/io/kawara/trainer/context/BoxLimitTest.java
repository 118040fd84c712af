package io.kawara.trainer.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoxLimitTest {
    @Test
    void cropsShareTheLimitByTheirBoxes() {
        // 256 of 400: 64, 128 and the rest, 64.
        assertThat(BoxLimit.shares(new int[] {100, 200, 100}, 256, 32)).containsExactly(64, 128, 64);
    }

    @Test
    void fewerAreCutToAMultiple() {
        assertThat(Arrays.stream(BoxLimit.shares(new int[] {50, 3, 40}, 256, 32))
                        .sum())
                .isEqualTo(64);
        assertThat(BoxLimit.shares(new int[] {10, 5}, 256, 32)).containsExactly(10, 5);
        assertThat(BoxLimit.shares(new int[] {10, 5}, 256, 1)).containsExactly(10, 5);
    }

    @Test
    void aCropThatHasBoxesKeepsOne() {
        assertThat(BoxLimit.shares(new int[] {1, 600, 0, 1}, 256, 32)).containsExactly(1, 254, 0, 1);
    }

    @Test
    void whatIsKeptIsDrawnEvenly() {
        var random = new SplittableRandom(3);
        var often = new int[10];
        for (int draw = 0; draw < 20_000; draw++) {
            int[] some = BoxLimit.some(10, 3, random);
            assertThat(some).hasSize(3).isSorted().doesNotHaveDuplicates();
            Arrays.stream(some).forEach(box -> often[box]++);
        }
        for (int times : often) {
            assertThat(times).isBetween(5_700, 6_300);
        }
    }
}
