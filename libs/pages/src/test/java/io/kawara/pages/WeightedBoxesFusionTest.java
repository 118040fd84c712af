package io.kawara.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedBoxesFusionTest {
    @Test
    void averagesSidesByScoresAndScoresOverAllModels() {
        // Worked out by hand. The first two overlap by 90 / 110, the third lies elsewhere, and of three models one
        // finds nothing.
        var fused = WeightedBoxesFusion.fuse(
                List.of(
                        List.of(new Box(0, 0, 10, 10, 0.9), new Box(50, 50, 60, 60, 0.6)),
                        List.of(new Box(1, 0, 11, 10, 0.3)),
                        List.of()),
                0.5);

        assertThat(fused).hasSize(2);
        assertBox(fused.get(0), (0 * 0.9 + 1 * 0.3) / 1.2, 0, (10 * 0.9 + 11 * 0.3) / 1.2, 10, (0.9 + 0.3) / 3);
        assertBox(fused.get(1), 50, 50, 60, 60, 0.6 / 3);
    }

    @Test
    void weighsModels() {
        // Twice 0.4 is as much as 0.8: the middle of the two.
        var fused = WeightedBoxesFusion.fuse(
                List.of(List.of(new Box(0, 0, 10, 10, 0.8)), List.of(new Box(2, 0, 12, 10, 0.4))),
                List.of(1.0, 2.0),
                0.5);

        assertThat(fused).hasSize(1);
        assertBox(fused.get(0), 1, 0, 11, 10, (0.8 + 2 * 0.4) / 3);
    }

    @Test
    void comparesWithTheFusedBoxAndNotWithThoseInIt() {
        // A and B make one from 1 to 11; C overlaps that by 7 / 13, but A, which began it, only by 6 / 14.
        var a = new Box(0, 0, 10, 10, 0.8);
        var b = new Box(2, 0, 12, 10, 0.8);
        var c = new Box(4, 0, 14, 10, 0.2);
        assertThat(a.iou(c)).isLessThan(0.5);
        assertThat(WeightedBoxesFusion.fuse(List.of(List.of(a), List.of(b), List.of(c)), 0.5))
                .hasSize(1);
        assertThat(WeightedBoxesFusion.fuse(List.of(List.of(a), List.of(c)), 0.5))
                .hasSize(2);
    }

    @Test
    void aModelThatFindsAThingTwiceDoesNotCountTwice() {
        var twice = List.of(new Box(0, 0, 10, 10, 0.9), new Box(1, 0, 11, 10, 0.6));
        assertThat(WeightedBoxesFusion.fuse(List.of(twice, List.of()), 0.5))
                .singleElement()
                .satisfies(box -> assertThat(box.score()).isCloseTo(0.45, within(1e-12)));
    }

    @Test
    void isTheSameAsLookingAtEveryFusedBox() {
        var random = new SplittableRandom(11);
        for (int trial = 0; trial < 30; trial++) {
            double from = random.nextDouble(0.05, 0.8);
            var models = new ArrayList<List<Box>>();
            for (int model = 0; model < 3; model++) {
                var boxes = new ArrayList<Box>();
                for (int i = 0; i < 80; i++) {
                    double x = random.nextDouble(300);
                    double y = random.nextDouble(300);
                    boxes.add(new Box(
                            x, y, x + random.nextDouble(5, 60), y + random.nextDouble(5, 60), random.nextDouble()));
                }
                models.add(boxes);
            }

            var fused = WeightedBoxesFusion.fuse(models, from);
            var slow = ofEveryPair(models, from);
            assertThat(fused).hasSameSizeAs(slow);
            for (int i = 0; i < fused.size(); i++) {
                var expected = slow.get(i);
                assertBox(
                        fused.get(i),
                        expected.left(),
                        expected.top(),
                        expected.right(),
                        expected.bottom(),
                        expected.score());
            }
        }
    }

    private record Found(int model, Box box) {}

    /** Weighted boxes fusion as the paper words it. */
    private static List<Box> ofEveryPair(List<List<Box>> models, double from) {
        var all = new ArrayList<Found>();
        for (int model = 0; model < models.size(); model++) {
            for (var box : models.get(model)) {
                all.add(new Found(model, box));
            }
        }
        all.sort(
                Comparator.comparingDouble((Found found) -> found.box().score()).reversed());
        var clusters = new ArrayList<List<Found>>();
        for (var found : all) {
            clusters.stream()
                    .filter(cluster -> average(cluster, models.size()).iou(found.box()) >= from)
                    .max(Comparator.comparingDouble(
                            cluster -> average(cluster, models.size()).iou(found.box())))
                    .ifPresentOrElse(
                            cluster -> cluster.add(found), () -> clusters.add(new ArrayList<>(List.of(found))));
        }
        return clusters.stream()
                .map(cluster -> average(cluster, models.size()))
                .sorted(Comparator.comparingDouble(Box::score).reversed())
                .toList();
    }

    private static Box average(List<Found> cluster, int models) {
        double sum = cluster.stream().mapToDouble(found -> found.box().score()).sum();
        var best = new double[models];
        var sides = new double[4];
        for (var found : cluster) {
            var box = found.box();
            best[found.model()] = Math.max(best[found.model()], box.score());
            sides[0] += box.left() * box.score() / sum;
            sides[1] += box.top() * box.score() / sum;
            sides[2] += box.right() * box.score() / sum;
            sides[3] += box.bottom() * box.score() / sum;
        }
        return new Box(
                sides[0],
                sides[1],
                sides[2],
                sides[3],
                java.util.Arrays.stream(best).sum() / models);
    }

    @Test
    void refusesWeightsThatDoNotFit() {
        assertThatThrownBy(() -> WeightedBoxesFusion.fuse(List.of(List.of()), List.of(1.0, 1.0), 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 weights for the boxes of 1 models");
        assertThat(WeightedBoxesFusion.fuse(List.of(), 0.5)).isEmpty();
    }

    private static void assertBox(Box box, double left, double top, double right, double bottom, double score) {
        assertThat(box.left()).isCloseTo(left, within(1e-9));
        assertThat(box.top()).isCloseTo(top, within(1e-9));
        assertThat(box.right()).isCloseTo(right, within(1e-9));
        assertThat(box.bottom()).isCloseTo(bottom, within(1e-9));
        assertThat(box.score()).isCloseTo(score, within(1e-9));
    }
}
