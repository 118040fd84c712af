package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Layers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A detector's loss against its formula in plain Java, and its gradients against its own differences. */
class DetectionLossTest {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    private static final int PLACES = ROWS * COLUMNS;
    private static final int COUNT = 2;
    private static final Loss.Detection LOSS = new Loss.Detection(2, 4, 1.5);

    @Test
    void lossIsThatOfThePapersOverTheBoxesOfTheBatch() {
        var targets = targets();
        try (var network = new Network(graph(), NetworkSettings.of(LOSS))) {
            var maps = network.logits(GradientTest.pixels(COUNT, ROWS, COLUMNS, 3));
            double expected = 0;
            for (int row = 0; row < COUNT; row++) {
                expected += loss(maps[row], targets, row * 7 * PLACES);
            }
            // Three places are middles.
            assertThat(gradients(network, targets)).isCloseTo(expected / 3, within(1e-5));
        }
    }

    @Test
    void aBatchWithoutBoxesOnlyPushesScoresDown() {
        try (var network = new Network(graph(), NetworkSettings.of(LOSS))) {
            var targets = new float[COUNT * 7 * PLACES];
            for (int row = 0; row < COUNT; row++) {
                Arrays.fill(targets, (row * 7 + 6) * PLACES, (row * 7 + 7) * PLACES, 1);
            }
            assertThat(gradients(network, targets)).isPositive();
            var bias = network.gradient("out.bias");
            assertThat(bias[0]).isPositive();
            assertThat(new float[] {bias[1], bias[2], bias[3], bias[4]}).containsOnly(0);
        }
    }

    @Test
    void gradientsAreTheLossesDifferences() {
        var targets = targets();
        try (var network = new Network(graph(), NetworkSettings.of(LOSS))) {
            gradients(network, targets);
            var gradients =
                    Map.of("out.weight", network.gradient("out.weight"), "out.bias", network.gradient("out.bias"));
            for (var name : List.of("out.weight", "out.bias")) {
                for (int i = 0; i < gradients.get(name).length; i++) {
                    assertThat((double) gradients.get(name)[i])
                            .as("%s[%d]", name, i)
                            .isCloseTo(difference(network, name, i, targets), within(2e-3));
                }
            }
        }
    }

    private static double difference(Network network, String name, int at, float[] targets) {
        float step = 5e-3f;
        var values = network.weights().get(name);
        float before = values[at];
        values[at] = before + step;
        network.load(Map.of(name, values));
        double above = gradients(network, targets);
        values[at] = before - step;
        network.load(Map.of(name, values));
        double below = gradients(network, targets);
        values[at] = before;
        network.load(Map.of(name, values));
        return (above - below) / (2 * step);
    }

    private static double gradients(Network network, float[] targets) {
        return network.gradients(GradientTest.pixels(COUNT, ROWS, COLUMNS, 3), new Aims(targets), 1);
    }

    private static double loss(float[] maps, float[] targets, int at) {
        double sum = 0;
        for (int place = 0; place < PLACES; place++) {
            double p = 1 / (1 + Math.exp(-maps[place]));
            double near = targets[at + place];
            double score = near == 1
                    ? -Math.pow(1 - p, 2) * Math.log(p)
                    : -Math.pow(1 - near, 4) * Math.pow(p, 2) * Math.log(1 - p);
            sum += targets[at + 6 * PLACES + place] * score
                    + 1.5 * targets[at + 5 * PLACES + place] * (1 - giou(maps, place, targets, at + place));
        }
        return sum;
    }

    /** By the boxes' corners, with the place at (0, 0). */
    private static double giou(float[] maps, int place, float[] targets, int at) {
        double[] a = corners(maps, place);
        double[] b = corners(targets, at);
        double both = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]))
                * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
        double either = area(a) + area(b) - both;
        double hull = (Math.max(a[2], b[2]) - Math.min(a[0], b[0])) * (Math.max(a[3], b[3]) - Math.min(a[1], b[1]));
        return both / either - (hull - either) / hull;
    }

    private static double[] corners(float[] maps, int place) {
        return new double[] {
            -maps[place + PLACES], -maps[place + 2 * PLACES], maps[place + 3 * PLACES], maps[place + 4 * PLACES]
        };
    }

    private static double area(double[] box) {
        return (box[2] - box[0]) * (box[3] - box[1]);
    }

    private static float[] targets() {
        var targets = new float[COUNT * 7 * PLACES];
        for (int i = 0; i < targets.length; i++) {
            int map = i / PLACES % 7;
            targets[i] = map == 0
                    ? List.of(1f, 0.3f, 0f, 0.8f, 1f, 0.1f, 0.6f, 1f, 0f, 0f, 0.2f, 0.4f)
                            .get(i / (7 * PLACES) * PLACES + i % PLACES)
                    : map < 5 ? 1.5f + i % 5 * 0.4f : map == 5 ? i % 2 * 0.5f : i % 7 == 3 ? 0 : 1;
        }
        // A middle always counts.
        for (int middle : new int[] {0, 4, 7 * PLACES + 1}) {
            targets[middle + 6 * PLACES] = 1;
        }
        return targets;
    }

    /** Scores and distances of each pixel by itself. */
    private static Graph graph() {
        var graph = new GraphBuilder("detector", 3);
        var layers = new Layers(graph);
        var x = layers.pointwise(layers.normalize(graph.pictures(3), 0.5f, 0.5f), "out", 3, 5, 0.3, 0.2f);
        var score = graph.op("Slice", List.of(x, graph.constants(0L), graph.constants(1L), graph.constants(1L)));
        var sides = graph.op("Slice", List.of(x, graph.constants(1L), graph.constants(5L), graph.constants(1L)));
        return graph.build(
                "maps", layers.concatenate(List.of(score, layers.exponential(sides, -3, 3)), 1), "N", 5, "H", "W");
    }
}
