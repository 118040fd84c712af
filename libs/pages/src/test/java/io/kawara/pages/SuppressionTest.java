package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    @Test
    void keepsBoxesThatOnlyOverlapOneThatGoes() {
        // The golden vector of the first seed, which kept the second alone: its third box overlaps only the first, and
        // that goes.
        var a = new Box(0, 0, 10, 10, 0.5);
        var b = new Box(0, 4, 10, 14, 0.9);
        var c = new Box(4, 0, 14, 10, 0.4);
        assertThat(a.iou(b)).isCloseTo(6 / 14.0, within(1e-12));
        assertThat(Suppression.greedy(List.of(a, b, c), 0.3)).containsExactly(1, 2);
        assertThat(Suppression.greedy(List.of(a, b, c), 0.2)).containsExactly(1);
    }

    @Test
    void isTheSameAsLookingAtEveryPair() {
        var random = new SplittableRandom(7);
        for (int trial = 0; trial < 30; trial++) {
            var boxes = new ArrayList<Box>();
            for (int i = 0; i < 200; i++) {
                double x = random.nextDouble(-20, 300);
                double y = random.nextDouble(-20, 300);
                boxes.add(new Box(
                        x, y, x + random.nextDouble(0, 60), y + random.nextDouble(0, 60), random.nextInt(9) / 8.0));
            }
            assertThat(Suppression.greedy(boxes, 0.3)).isEqualTo(ofEveryPair(boxes, 0.3));
        }
    }

    private static List<Integer> ofEveryPair(List<Box> boxes, double from) {
        var kept = new ArrayList<Integer>();
        for (int score = 8; score >= 0; score--) {
            for (int i = 0; i < boxes.size(); i++) {
                var box = boxes.get(i);
                if (box.score() == score / 8.0
                        && kept.stream().noneMatch(other -> boxes.get(other).iou(box) >= from)) {
                    kept.add(i);
                }
            }
        }
        return kept;
    }

    @Test
    void boxesWithoutAnAreaAreLeftInPeace() {
        var point = new Box(5, 5, 5, 5, 0.5);
        assertThat(Suppression.greedy(List.of(point, point), 0.3)).containsExactly(0, 1);
        assertThat(Suppression.greedy(List.of(), 0.3)).isEmpty();
    }
}
