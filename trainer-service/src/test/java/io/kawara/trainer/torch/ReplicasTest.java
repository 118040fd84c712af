package io.kawara.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kawara.trainer.graph.Graph;
import io.kawara.trainer.graph.GraphBuilder;
import io.kawara.trainer.graph.Input;
import io.kawara.trainer.graph.Layers;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradients of replicas against those of one network. */
class ReplicasTest {
    private static final int SIDE = 16;
    private static final int CLASSES = 3;
    private static final double RATE = 0.1;
    private static final NetworkSettings ALONE = NetworkSettings.of(new Loss.CrossEntropy(0.1));

    @Test
    void theirMeanIsTheGradientOfTheWholeBatch() {
        assertAlike(plain(), ALONE, 6, 2);
        assertAlike(plain(), ALONE, 5, 3);
        assertAlike(plain(), ALONE.with(Reduction.SUM), 5, 2);
        assertAlike(plain(), ALONE.segmented(2), 6, 2);
    }

    @Test
    void aBatchOfFewerRowsIsComputedToo() {
        assertAlike(plain(), ALONE, 1, 3);
    }

    @Test
    void batchNormalisationGoesByEachOnesRowsAndTheFirstKeepsItsStatistics() {
        var graph = normalising();
        try (var replicated = new Network(graph, ALONE.replicated(2));
                var first = new Network(graph, ALONE);
                var second = new Network(graph, ALONE)) {
            double loss = replicated.gradients(pixels(0, 8), aims(0, 8), 1);
            double halves =
                    first.gradients(pixels(0, 4), aims(0, 4), 1) + second.gradients(pixels(4, 8), aims(4, 8), 1);
            assertThat(loss).isCloseTo(halves / 2, within(1e-5));
            for (var name : first.trained()) {
                var mean = first.gradient(name);
                var other = second.gradient(name);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = (mean[i] + other[i]) / 2;
                }
                assertClose(name, replicated.gradient(name), mean);
            }
            var kept = replicated.weights();
            first.weights()
                    .forEach((name, numbers) ->
                            assertThat(kept.get(name)).as(name).containsExactly(numbers, within(1e-6f)));
        }
    }

    @Test
    void allLearnTheSameAndAgainTheSame() {
        var graph = normalising();
        var once = learnt(graph);
        assertThat(learnt(graph))
                .allSatisfy((name, numbers) -> assertThat(numbers).as(name).containsExactly(once.get(name)));
    }

    private static Map<String, float[]> learnt(Graph graph) {
        try (var network = new Network(graph, ALONE.replicated(3));
                var update = update(graph, network)) {
            for (int step = 1; step <= 5; step++) {
                network.gradients(pixels(0, 8), aims(0, 8), step);
                update.step(step, RATE, 0, 1);
            }
            return network.weights();
        }
    }

    @Test
    void dropoutIsRefusedBecauseItCouldNotBeRepeated() {
        var graph = new GraphBuilder("dropping", 1);
        var layers = new Layers(graph);
        var x = layers.globalAveragePool(layers.dropout(layers.normalize(graph.images(SIDE, SIDE, 3), 0, 1), 0.5));
        var dropping = graph.build(layers.linear(x, "fc", 3, CLASSES), CLASSES);
        assertThatThrownBy(() -> new Network(dropping, ALONE.replicated(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dropout");
    }

    /** Nothing in it looks at more than one row. */
    private static Graph plain() {
        return graph(false);
    }

    private static Graph normalising() {
        return graph(true);
    }

    private static Graph graph(boolean isNormalised) {
        var graph = new GraphBuilder("small", 1);
        var layers = new Layers(graph);
        var x = layers.normalize(graph.images(SIDE, SIDE, 3), 0.5f, 0.5f);
        x = layers.relu(layers.convolution(x, "a", 3, 8, 3, 1, 1));
        x = layers.convolution(x, "b", 8, 8, 3, 1, 1);
        x = layers.relu(isNormalised ? layers.batchNorm(x, "bn", 8) : x);
        return graph.build(layers.linear(layers.globalAveragePool(x), "fc", 8, CLASSES), CLASSES);
    }

    /** For three steps: gradients, weights that were moved by them, and gradients by these weights. */
    private static void assertAlike(Graph graph, NetworkSettings settings, int rows, int replicas) {
        try (var alone = new Network(graph, settings);
                var replicated = new Network(graph, settings.replicated(replicas));
                var update = update(graph, alone);
                var together = update(graph, replicated)) {
            for (int step = 1; step <= 3; step++) {
                assertThat(replicated.gradients(pixels(0, rows), aims(0, rows), step))
                        .isCloseTo(alone.gradients(pixels(0, rows), aims(0, rows), step), within(1e-5));
                for (var name : alone.trained()) {
                    assertClose(name, replicated.gradient(name), alone.gradient(name));
                }
                update.step(step, RATE, 0, 1);
                together.step(step, RATE, 0, 1);
            }
        }
    }

    private static Update update(Graph graph, Network network) {
        var sgd = new Optimizer.Sgd(RATE, 0, false, Optimizer.WeightDecay.NONE);
        return new Update(network, sgd, Groups.PLAIN.of(graph, network.trained(), 0), 0);
    }

    private static void assertClose(String name, float[] actual, float[] expected) {
        double most = 1e-3;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        assertThat(worst / most).as(name).isLessThan(1e-5);
    }

    private static Input.Images pixels(int from, int to) {
        int row = SIDE * SIDE * 3;
        byte[] all = GradientTest.pixels(8, SIDE, SIDE, 3).pixels();
        return new Input.Images(Arrays.copyOfRange(all, from * row, to * row), to - from, SIDE, SIDE, 3);
    }

    /** Of which each row weighs something else. */
    private static Aims aims(int from, int to) {
        var targets = new float[(to - from) * CLASSES];
        var weights = new float[to - from];
        for (int row = from; row < to; row++) {
            targets[(row - from) * CLASSES + row % CLASSES] = 1;
            weights[row - from] = 1 + row * 0.25f;
        }
        return new Aims(targets, weights, null);
    }
}
